import {graphql} from '@/graph/graphql';

export const PlanProgressDocument = graphql(`
  subscription PlanProgress($planId: ID!, $language: Language!) {
    planProgress(planId: $planId) {
      kind
      epoch
      revision
      takenAt
      entries {
        id
        organisation {
          id
          shortName(language: $language)
        }
        cells {
          metric {
            id
          }
          target
          done
        }
      }
      totals {
        metric {
          id
        }
        target
        done
      }
    }
  }
`);
