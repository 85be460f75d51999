import {graphql} from '@/graph/graphql';

export const PublicistsDocument = graphql(`
  query Publicists($campaignId: ID!, $organisationId: ID, $search: String, $after: String, $language: Language!) {
    publicists(campaignId: $campaignId, organisationId: $organisationId, search: $search, first: 50, after: $after) {
      totalCount
      nodes {
        id
        name
        contact
        joinedOn
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const RegisterPublicistsDocument = graphql(`
  mutation RegisterPublicists(
    $campaignId: ID!
    $organisationId: ID!
    $people: [PublicistInput!]!
    $language: Language!
  ) {
    registerPublicists(campaignId: $campaignId, organisationId: $organisationId, people: $people) {
      row
      reason(language: $language)
      publicist {
        id
      }
    }
  }
`);

export const RemovePublicistDocument = graphql(`
  mutation RemovePublicist($id: ID!, $reason: String!) {
    removePublicist(id: $id, reason: $reason) {
      id
    }
  }
`);

export const RevealPublicistDocument = graphql(`
  mutation RevealPublicist($id: ID!) {
    revealPublicist(id: $id)
  }
`);
