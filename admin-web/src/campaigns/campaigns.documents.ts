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
      parents {
        id
        key
        title(language: $language)
        owner {
          id
          name(language: $language)
        }
      }
      children {
        id
        key
        title(language: $language)
        owner {
          id
          name(language: $language)
        }
      }
      openPoints {
        id
        stageKeys
        trackKeys
        holdsPlan
      }
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
      ruleChanges(first: 5) {
        totalCount
        nodes {
          version
          appliedAt
          reason
          waiver
          changed {
            words(language: $language)
          }
        }
      }
    }
  }
`);

export const CampaignListDocument = graphql(`
  query CampaignList($language: Language!) {
    campaigns {
      id
      key
      title(language: $language)
      theme(language: $language)
      timezone
      clock
      definitionVersion
      owner {
        id
        name(language: $language)
      }
      stages {
        id
        name(language: $language)
        state
        opensAt
        closesAt
      }
      tracks {
        id
      }
    }
  }
`);
