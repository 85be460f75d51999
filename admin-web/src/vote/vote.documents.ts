import {graphql} from '@/graph/graphql';

export const VotePageDocument = graphql(`
  query VotePage($campaignKey: String!, $roundKey: String!, $language: Language!) {
    viewer {
      kind
      name
    }
    signInProvider {
      name(language: $language)
    }
    demoAccounts {
      name
    }
    campaign(key: $campaignKey) {
      id
      key
      title(language: $language)
      timezone
      clock
      round(key: $roundKey) {
        id
        key
        name(language: $language)
        state
        entryCount
        entriesComplete
        ballot {
          opensAt
          closesAt
          perDay
          perRound
          perEntryPerDay
          perEntryPerRound
          rolling {
            marks
            hours
          }
          ballotsPerDay
          ballotsPerRound
          byConstituency
          ownUnitExcluded
          ownGroupExcluded
          marksAtLeast
          marksAtMost
          visibility
          delayMinutes
          freezesAt
          frozen
          voters
        }
        voting {
          voter
          remainingToday
          remainingInRound
          remainingNow
          nextAt
          ballotsLeftToday
          ballotsLeftInRound
          spent
          barred
        }
      }
    }
  }
`);

export const VoteEntriesDocument = graphql(`
  query VoteEntries($roundId: ID!, $first: Int!, $after: String, $language: Language!) {
    round(id: $roundId) {
      id
      entries(first: $first, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        nodes {
          id
          number
          withdrawn
          votes
          submission {
            id
            title
            author
            cover {
              id
              url
            }
          }
          organisation {
            id
            shortName(language: $language)
          }
        }
      }
    }
  }
`);

export const VoteEntryDocument = graphql(`
  query VoteEntry($id: ID!, $language: Language!) {
    entry(id: $id) {
      id
      submission {
        id
        cover {
          id
          url
        }
        assets {
          id
          role
          url
          durationMs
        }
      }
      organisation {
        id
        name(language: $language)
      }
    }
  }
`);

export const CastBallotDocument = graphql(`
  mutation CastBallot($input: BallotInput!) {
    castBallot(input: $input) {
      at
      replayed
      receipt
      accepted {
        entry {
          id
          number
        }
      }
    }
  }
`);
