import {graphql} from '@/graph/graphql';

export const CampaignFrameDocument = graphql(`
  query CampaignFrame($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      key
      title(language: $language)
      timezone
      clock
      owner {
        id
        name(language: $language)
      }
      plan {
        id
      }
    }
  }
`);

export const CampaignOverviewDocument = graphql(`
  query CampaignOverview($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      theme(language: $language)
      noticeNumber
      issuedOn
      venue(language: $language)
      retention {
        days
        erasedFrom
        erasedAt
      }
      definitionVersion
      hosting {
        role
        organisations {
          id
          name(language: $language)
        }
      }
      stages {
        id
        key
        name(language: $language)
        kind
        opensAt
        closesAt
        stated
        tentative
        state
        overridden
      }
      tracks {
        id
        key
        name(language: $language)
        kind
        deadline
        hosting {
          role
          organisations {
            id
            name(language: $language)
            shortName(language: $language)
          }
        }
      }
      definitionVersions {
        version
        appliedAt
        appliedBy
        reason
        digest
        inForce
      }
    }
  }
`);

export const DefinitionSourceDocument = graphql(`
  query DefinitionSource($key: String!) {
    campaign(key: $key) {
      id
      definition {
        version
        source
      }
      definitionVersions {
        version
        source
        inForce
      }
    }
  }
`);

export const CheckDefinitionDocument = graphql(`
  query CheckDefinition($source: String!, $language: Language!) {
    checkDefinition(source: $source) {
      id
      applicable
      problems {
        line
        column
        path
        code
        message(language: $language)
      }
      changes {
        kind
        path
        before
        after
      }
    }
  }
`);

export const ApplyDefinitionDocument = graphql(`
  mutation ApplyDefinition($source: String!, $reason: String) {
    applyDefinition(source: $source, reason: $reason) {
      id
      key
      definitionVersion
    }
  }
`);
