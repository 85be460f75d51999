import {graphql} from '@/graph/graphql';

export const StandingDocument = graphql(`
  query Standing($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      standing {
        takenAt
        provisional
        rows {
          rank
          total
          tiedWith
          decidedBy
          advances
          advancesDirectly
          entry {
            id
            number
            withdrawn
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
          scores {
            component
            raw
            score
            weighted
            missing
          }
        }
      }
    }
  }
`);

export const ExplanationDocument = graphql(`
  query EntryExplanation($entryId: ID!, $language: Language!) {
    entry(id: $entryId) {
      id
      number
      submission {
        id
        title
        author
      }
      organisation {
        id
        name(language: $language)
      }
      explanation {
        rank
        total
        steps {
          component
          name(language: $language)
          raw
          formula(language: $language)
          constituencies {
            key
            name(language: $language)
            votes
            points
            leftOut
          }
          score
          weight
          weighted
          missing
        }
      }
    }
  }
`);
