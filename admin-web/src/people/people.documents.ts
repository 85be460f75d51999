import {graphql} from '@/graph/graphql';

export const AccountsDocument = graphql(`
  query Accounts(
    $search: String
    $organisationId: ID
    $roles: [Role!]
    $states: [AccountState!]
    $secondFactor: Boolean
    $sort: AccountSort
    $after: String
    $language: Language!
  ) {
    accounts(
      search: $search
      organisationId: $organisationId
      roles: $roles
      states: $states
      secondFactor: $secondFactor
      sort: $sort
      first: 50
      after: $after
    ) {
      totalCount
      nodes {
        id
        name
        displayName
        state
        secondFactor
        lastSignInAt
        administrable
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        grants {
          id
          role
          campaignId
          revocable
          organisation {
            id
            name(language: $language)
            shortName(language: $language)
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const GrantInTable = graphql(`
  fragment GrantInTable on Grant @_unmask {
    id
    role
    until
    createdAt
    holder
    grantor
    revocable
    organisation {
      id
      name(language: $language)
      shortName(language: $language)
      descendantCount
    }
    campaign {
      id
      key
      title(language: $language)
      timezone
    }
    track {
      id
      name(language: $language)
    }
  }
`);

export const AccountDocument = graphql(
  `
    query Account($id: ID!, $language: Language!) {
      account(id: $id) {
        id
        name
        displayName
        state
        email
        secondFactor
        lastSignInAt
        administrable
        organisation {
          id
          name(language: $language)
          ancestors {
            id
          }
        }
        grants {
          ...GrantInTable
        }
        permissions {
          permission
          grants {
            id
          }
        }
      }
    }
  `,
  [GrantInTable],
);

export const GrantableDocument = graphql(`
  query Grantable($language: Language!) {
    viewer {
      grantable {
        role
        givenBy
        places {
          campaignId
          trackKey
          campaignRequired
          until
          organisation {
            id
            name(language: $language)
          }
        }
      }
    }
  }
`);

export const CampaignChoicesDocument = graphql(`
  query CampaignChoices($language: Language!) {
    campaigns {
      id
      key
      title(language: $language)
      timezone
      owner {
        id
        name(language: $language)
      }
      tracks {
        id
        key
        name(language: $language)
      }
    }
  }
`);

export const PlaceDocument = graphql(`
  query Place($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      name(language: $language)
      descendantCount
    }
  }
`);

export const ExplainPermissionDocument = graphql(
  `
    query ExplainPermission(
      $accountId: ID!
      $permission: String!
      $organisationId: ID!
      $campaignId: ID
      $trackKey: String
      $language: Language!
    ) {
      explainPermission(
        accountId: $accountId
        permission: $permission
        organisationId: $organisationId
        campaignId: $campaignId
        trackKey: $trackKey
      ) {
        verdict
        roles
        grant {
          ...GrantInTable
        }
        grantors {
          roles
          by {
            id
            role
            holder
            account {
              id
            }
            organisation {
              id
              name(language: $language)
            }
          }
        }
      }
    }
  `,
  [GrantInTable],
);

export const GrantRoleDocument = graphql(`
  mutation GrantRole($input: GrantInput!) {
    grantRole(input: $input) {
      id
    }
  }
`);

export const RevokeGrantDocument = graphql(`
  mutation RevokeGrant($id: ID!) {
    revokeGrant(id: $id)
  }
`);

export const SuspendAccountDocument = graphql(`
  mutation SuspendAccount($id: ID!, $reason: String) {
    suspendAccount(id: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const ReinstateAccountDocument = graphql(`
  mutation ReinstateAccount($id: ID!, $reason: String) {
    reinstateAccount(id: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const AccountChoicesDocument = graphql(`
  query AccountChoices($search: String) {
    accounts(search: $search, first: 20) {
      nodes {
        id
        name
        displayName
      }
    }
  }
`);

export const AccountChosenDocument = graphql(`
  query AccountChosen($id: ID!) {
    account(id: $id) {
      id
      name
      displayName
    }
  }
`);

export const InviteAccountDocument = graphql(`
  mutation InviteAccount($input: InvitationInput!) {
    inviteAccount(input: $input) {
      account {
        id
        displayName
      }
      mailed
      link
      expiresAt
    }
  }
`);

export const MakeAccountLinkDocument = graphql(`
  mutation MakeAccountLink($accountId: ID!) {
    makeAccountLink(accountId: $accountId) {
      account {
        id
        displayName
      }
      mailed
      link
      expiresAt
    }
  }
`);

export const TakeAwaySecondFactorDocument = graphql(`
  mutation TakeAwaySecondFactor($accountId: ID!) {
    takeAwaySecondFactor(accountId: $accountId) {
      id
      secondFactor
    }
  }
`);
