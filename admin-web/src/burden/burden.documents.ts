import {graphql} from '@/graph/graphql';

const BurdenFigures = graphql(`
  fragment BurdenFigures on BurdenSum @_unmask {
    forms
    fields
    files
    confirmations
    reminders
  }
`);

/** What a meter shows, of a campaign or of a definition that is not applied yet. */
export const MeterParts = graphql(
  `
    fragment MeterParts on BurdenMeter @_unmask {
      days
      deadlines
      undated
      asked {
        ...BurdenFigures
      }
      takingPart {
        ...BurdenFigures
      }
      items {
        key
        kind
        name(language: $language)
        why(language: $language)
        voluntary
        times
        fields
        files
        confirmations
        reminders
        change
      }
      previous {
        campaign {
          id
          key
          title(language: $language)
        }
        days
        deadlines
        asked {
          ...BurdenFigures
        }
        takingPart {
          ...BurdenFigures
        }
      }
    }
  `,
  [BurdenFigures],
);

export const BurdenDocument = graphql(
  `
    query Burden($key: String!, $language: Language!) {
      campaign(key: $key) {
        id
        policies {
          practices {
            practice
            setting
          }
          limits(language: $language)
          entryRankingShown
        }
        reminderPolicy {
          perUnitPerWeek
          from
          until
        }
        burden {
          ...MeterParts
        }
      }
    }
  `,
  [MeterParts],
);
