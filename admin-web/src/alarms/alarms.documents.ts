import {graphql} from '@/graph/graphql';

export const VoteAlarmsDocument = graphql(`
  query VoteAlarms($language: Language!) {
    voteAlarms {
      code
      since
      text(language: $language)
      round {
        id
        key
        name(language: $language)
        campaign {
          id
          key
          title(language: $language)
          timezone
        }
      }
    }
  }
`);

export const RoundAlarmsDocument = graphql(`
  query RoundAlarms($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      alarms {
        code
        since
        text(language: $language)
      }
    }
  }
`);
