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
