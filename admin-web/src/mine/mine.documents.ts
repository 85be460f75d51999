import {graphql} from '@/graph/graphql';

export const MyAccountDocument = graphql(`
  query MyAccount($language: Language!) {
    viewer {
      kind
      account {
        id
        name
        displayName
        email
        phone
        language
        secondFactor
        recoveryCodesLeft
        organisation {
          id
          name(language: $language)
        }
      }
    }
    mySessions {
      id
      createdAt
      lastUsedAt
      expiresAt
      address
      device
      current
    }
  }
`);

export const UpdateProfileDocument = graphql(`
  mutation UpdateProfile($input: ProfileInput!) {
    updateProfile(input: $input) {
      id
      displayName
      email
      phone
      language
    }
  }
`);

export const ChangePasswordDocument = graphql(`
  mutation ChangePassword($current: String!, $next: String!) {
    changePassword(current: $current, next: $next) {
      id
    }
  }
`);

export const BeginSecondFactorDocument = graphql(`
  mutation BeginSecondFactor($password: String!) {
    beginSecondFactor(password: $password) {
      uri
      secret
    }
  }
`);

export const ConfirmSecondFactorDocument = graphql(`
  mutation ConfirmSecondFactor($code: String!) {
    confirmSecondFactor(code: $code)
  }
`);

export const EndSecondFactorDocument = graphql(`
  mutation EndSecondFactor($password: String!, $code: String!) {
    endSecondFactor(password: $password, code: $code) {
      id
      secondFactor
    }
  }
`);

export const EndSessionDocument = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id)
  }
`);

export const EndOtherSessionsDocument = graphql(`
  mutation EndOtherSessions {
    endOtherSessions
  }
`);
