import {graphql} from '@/graph/graphql';

export const TreeRootsDocument = graphql(`
  query TreeRoots($language: Language!) {
    organisations(levels: [NATIONAL, PROVINCE], first: 100) {
      nodes {
        id
        name(language: $language)
        code
        kind
        childCount
        closed
        parent {
          id
        }
      }
    }
  }
`);

export const TreeChildrenDocument = graphql(`
  query TreeChildren($id: ID!, $after: String, $language: Language!) {
    organisation(id: $id) {
      id
      children(first: 100, after: $after) {
        totalCount
        nodes {
          id
          name(language: $language)
          code
          kind
          childCount
          closed
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const OrganisationSearchDocument = graphql(`
  query OrganisationSearch($search: String!, $after: String, $language: Language!) {
    organisations(search: $search, first: 50, after: $after) {
      totalCount
      nodes {
        id
        name(language: $language)
        code
        kind
        ancestors {
          id
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

export const OrganisationDocument = graphql(`
  query Organisation($id: ID!, $after: String, $language: Language!) {
    organisation(id: $id) {
      id
      code
      name(language: $language)
      shortName(language: $language)
      kind
      level
      aliases
      closed
      descendantCount
      ancestors {
        id
        name(language: $language)
      }
      children(first: 50, after: $after) {
        totalCount
        nodes {
          id
          name(language: $language)
          code
          kind
          childCount
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);
