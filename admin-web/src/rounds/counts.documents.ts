import {graphql} from '@/graph/graphql';

export const VotePaceDocument = graphql(`
  query VotePace($roundId: ID!) {
    round(id: $roundId) {
      id
      votePace {
        from
        perMinute
      }
      integrity {
        held
      }
    }
  }
`);

export const FreezeCountsDocument = graphql(`
  mutation FreezeCounts($roundId: ID!, $reason: String!) {
    freezeCounts(roundId: $roundId, reason: $reason) {
      id
    }
  }
`);

export const ThawCountsDocument = graphql(`
  mutation ThawCounts($roundId: ID!, $reason: String!) {
    thawCounts(roundId: $roundId, reason: $reason) {
      id
    }
  }
`);
