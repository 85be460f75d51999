import {graphql} from '@/graph/graphql';

export const ViewerDocument = graphql(`
  query Viewer($language: Language!) {
    viewer {
      kind
      name
      permissions
      account {
        id
        name
        displayName
        language
      }
      grants {
        id
        role
        campaignId
        trackKey
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
      }
    }
  }
`);

export const DemoAccountsDocument = graphql(`
  query DemoAccounts($language: Language!) {
    demoAccounts {
      name
      password
      displayName
      role
      organisationName
      purpose(language: $language)
    }
  }
`);

export const RequestPasswordResetDocument = graphql(`
  mutation RequestPasswordReset($nameOrEmail: String!) {
    requestPasswordReset(nameOrEmail: $nameOrEmail)
  }
`);

export const AccountLinkDocument = graphql(`
  query AccountLink($token: String!) {
    accountLink(token: $token) {
      purpose
      accountName
      displayName
      expiresAt
    }
  }
`);

export const ChoosePasswordDocument = graphql(`
  mutation ChoosePassword($token: String!, $password: String!) {
    choosePassword(token: $token, password: $password)
  }
`);
