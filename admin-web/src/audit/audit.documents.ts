import {graphql} from '@/graph/graphql';

export const AuditTrailDocument = graphql(`
  query AuditTrail($filter: AuditFilter, $first: Int!, $after: String, $language: Language!) {
    auditTrail(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        at
        actor {
          kind
          id
          name
        }
        role
        action
        subject {
          type
          id
        }
        campaignId
        before
        after
        reason
        requestId
        service
        seq
        hash
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        roleOrganisation {
          id
          name(language: $language)
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const AuditCountDocument = graphql(`
  query AuditCount($filter: AuditFilter) {
    auditTrail(filter: $filter, first: 1) {
      totalCount
    }
  }
`);

export const OrganisationNameDocument = graphql(`
  query OrganisationName($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      name(language: $language)
    }
  }
`);

export const AccountNameDocument = graphql(`
  query AccountName($id: ID!) {
    account(id: $id) {
      id
      displayName
    }
  }
`);
