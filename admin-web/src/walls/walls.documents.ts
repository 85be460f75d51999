import {graphql} from '@/graph/graphql';

export const TallyHeadDocument = graphql(`
  query TallyHead($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      name(language: $language)
      state
      entryCount
      track {
        id
        name(language: $language)
      }
      campaign {
        id
        title(language: $language)
        timezone
        clock
        policies {
          entryRankingShown
        }
      }
      ballot {
        opensAt
        closesAt
        visibility
      }
    }
  }
`);

export const RoundTallyDocument = graphql(`
  subscription RoundTally($roundId: ID!, $language: Language!) {
    roundTally(roundId: $roundId) {
      kind
      epoch
      revision
      takenAt
      total
      votesPerMinute
      frozenAt
      hidden
      delayMinutes
      entries {
        id
        votes
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
          shortName(language: $language)
        }
      }
    }
  }
`);

export const PlanHeadDocument = graphql(`
  query PlanHead($campaignId: ID!, $language: Language!) {
    campaign(id: $campaignId) {
      id
      title(language: $language)
      timezone
      clock
      stages {
        id
        kind
        closesAt
      }
      plan {
        id
        name(language: $language)
        metrics {
          id
          name(language: $language)
          unit(language: $language)
          target
        }
        columns {
          id
          name(language: $language)
          unit(language: $language)
        }
        rows {
          organisation {
            id
          }
        }
      }
    }
  }
`);
