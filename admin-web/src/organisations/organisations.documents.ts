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
    viewer {
      administers: can(permission: "organisation.administer", organisationId: $id)
      readsAccounts: can(permission: "account.read", organisationId: $id)
    }
    organisation(id: $id) {
      id
      code
      name(language: $language)
      shortName(language: $language)
      nameZh: name(language: ZH)
      nameEn: name(language: EN)
      shortNameZh: shortName(language: ZH)
      shortNameEn: shortName(language: EN)
      kind
      level
      regionCode
      aliases
      closed
      closedAt
      mergedInto {
        id
        name(language: $language)
      }
      namesakes {
        id
        code
      }
      externalReferences {
        system
        value
      }
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
          closed
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

export const OrganisationHistoryDocument = graphql(`
  query OrganisationHistory($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      history {
        event
        from
        until
        reason
        kind
        level
        closed
        name(language: $language)
        parent {
          id
          name(language: $language)
        }
        counterpart {
          id
          name(language: $language)
        }
      }
    }
  }
`);

export const OrganisationCampaignsDocument = graphql(`
  query OrganisationCampaigns($id: ID!, $language: Language!) {
    organisation(id: $id) {
      id
      campaigns {
        owns
        roles
        hasQuota
        tracks {
          role
          track {
            id
            name(language: $language)
          }
        }
        campaign {
          id
          key
          title(language: $language)
        }
      }
      unitClasses {
        class
        className(language: $language)
        reason
        kinds
        levels
        exceptedFrom(language: $language)
        caps {
          most
          track {
            id
            name(language: $language)
          }
        }
        campaign {
          id
          key
          title(language: $language)
        }
      }
    }
  }
`);

export const OrganisationPeopleDocument = graphql(`
  query OrganisationPeople($id: ID!, $places: Int!) {
    accounts(organisationId: $id, first: $places) {
      totalCount
      nodes {
        id
        name
        displayName
        suspended
      }
    }
    grants(organisationId: $id, first: $places) {
      totalCount
      nodes {
        id
        role
        holder
        until
        account {
          id
        }
        campaign {
          id
          title
        }
      }
    }
  }
`);
