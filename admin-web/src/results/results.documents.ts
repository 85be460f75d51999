import {graphql} from '@/graph/graphql';

export const ResultsDocument = graphql(`
  query Results($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      policies {
        entryRankingShown
        publicNoticeWorkingDays
      }
      rounds {
        id
        key
        name(language: $language)
        state
        entryCount
        track {
          id
          name(language: $language)
        }
        components {
          key
          name(language: $language)
          weight
        }
        cut {
          to
          nextRound {
            id
            key
            name(language: $language)
          }
        }
        result {
          id
          state
          digest
          frozenAt
          frozenBy
          noticeFrom
          noticeUntil
          publishedAt
          publishedBy
        }
      }
      awards {
        key
        name(language: $language)
        count
        toUnits
        provisional
        tied
        recipients {
          entry {
            id
            number
          }
          submission {
            id
            title
            author
          }
          organisation {
            id
            code
            name(language: $language)
          }
          unit {
            id
            name(language: $language)
          }
        }
      }
    }
  }
`);

export const ResultRowsDocument = graphql(`
  query ResultRows($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      result {
        id
        rows {
          rank
          total
          tiedWith
          decidedBy
          advances
          entry {
            id
            number
          }
          submission {
            id
            title
            author
          }
          organisation {
            id
            name(language: $language)
            shortName(language: $language)
          }
          unit {
            id
            name(language: $language)
            shortName(language: $language)
          }
          scores {
            component
            score
            missing
          }
        }
      }
    }
  }
`);

/** Large: asked for when somebody takes it home. */
export const BundleDocument = graphql(`
  query ResultBundle($roundId: ID!) {
    round(id: $roundId) {
      id
      result {
        id
        digest
        bundle
      }
    }
  }
`);
