import {graphql} from '@/graph/graphql';

export const KeyInList = graphql(`
  fragment KeyInList on ApiKey @_unmask {
    id
    name
    ending
    readOnly
    expiresAt
    createdAt
    lastUsedAt
    grants {
      id
      role
      organisation {
        id
        name(language: $language)
        shortName(language: $language)
      }
    }
  }
`);

export const MyKeysDocument = graphql(
  `
    query MyKeys($language: Language!) {
      myKeys {
        ...KeyInList
      }
    }
  `,
  [KeyInList],
);

export const ApiKeysDocument = graphql(
  `
    query ApiKeys($search: String, $after: String, $language: Language!) {
      apiKeys(first: 30, search: $search, after: $after) {
        totalCount
        nodes {
          ...KeyInList
          owner {
            id
            name
            displayName
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [KeyInList],
);

export const CreateKeyDocument = graphql(`
  mutation CreateKey($input: ApiKeyInput!) {
    createKey(input: $input) {
      token
      key {
        id
        name
      }
    }
  }
`);

export const RevokeKeyDocument = graphql(`
  mutation RevokeKey($id: ID!) {
    revokeKey(id: $id)
  }
`);

export const DisplaysDocument = graphql(`
  query Displays($search: String, $after: String, $language: Language!) {
    displays(first: 50, search: $search, after: $after) {
      totalCount
      nodes {
        id
        name
        state
        lastSeenAt
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        wall {
          kind
          path
          campaign {
            id
            title(language: $language)
          }
          round {
            id
            name(language: $language)
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

export const WallChoicesDocument = graphql(`
  query WallChoices($language: Language!) {
    campaigns {
      id
      title(language: $language)
      plan {
        id
      }
      rounds {
        id
        name(language: $language)
        ballot {
          opensAt
        }
      }
    }
  }
`);

export const PairDisplayDocument = graphql(`
  mutation PairDisplay($input: PairingInput!) {
    pairDisplay(input: $input) {
      id
      name
    }
  }
`);

export const AmendDisplayDocument = graphql(`
  mutation AmendDisplay($id: ID!, $input: DisplayAmendment!) {
    amendDisplay(id: $id, input: $input) {
      id
      name
    }
  }
`);

export const RevokeDisplayDocument = graphql(`
  mutation RevokeDisplay($id: ID!) {
    revokeDisplayToken(id: $id)
  }
`);

export const PartnerAppsDocument = graphql(`
  query PartnerApps($language: Language!) {
    partnerApps {
      id
      name
      suspended
      createdAt
      organisation {
        id
        name(language: $language)
        shortName(language: $language)
      }
      keys {
        id
        algorithm
        ending
        createdAt
      }
      voterTokens {
        day
        tokens
      }
    }
  }
`);

export const RegisterAppDocument = graphql(`
  mutation RegisterApp($name: String!, $organisationId: ID!, $publicKey: String) {
    registerPartnerApp(name: $name, organisationId: $organisationId, publicKey: $publicKey) {
      secret
      app {
        id
        name
      }
      key {
        id
      }
    }
  }
`);

export const AddAppKeyDocument = graphql(`
  mutation AddAppKey($id: ID!, $publicKey: String) {
    addPartnerAppKey(id: $id, publicKey: $publicKey) {
      secret
      key {
        id
      }
    }
  }
`);

export const EndAppKeyDocument = graphql(`
  mutation EndAppKey($id: ID!) {
    endPartnerAppKey(id: $id)
  }
`);

export const SuspendAppDocument = graphql(`
  mutation SuspendApp($id: ID!, $suspended: Boolean!) {
    suspendPartnerApp(id: $id, suspended: $suspended) {
      id
      suspended
    }
  }
`);

export const RemoveAppDocument = graphql(`
  mutation RemoveApp($id: ID!) {
    removePartnerApp(id: $id)
  }
`);
