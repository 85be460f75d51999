import {graphql} from '@/graph/graphql';

export const RoundsDocument = graphql(`
  query Rounds($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      rounds {
        id
        key
        name(language: $language)
        state
        entryCount
        scoringOpensAt
        scoringClosesAt
        track {
          id
          name(language: $language)
        }
        components {
          key
          name(language: $language)
          weight
        }
        ballot {
          opensAt
          closesAt
          frozen
        }
        judging {
          mine {
            done
            total
            handedIn
          }
        }
      }
    }
  }
`);

export const RoundDocument = graphql(`
  query Round($campaignId: ID!, $roundKey: String!, $language: Language!) {
    campaign(id: $campaignId) {
      id
      policies {
        entryRankingShown
        publicNoticeWorkingDays
      }
      rounds {
        id
        key
        name(language: $language)
        components {
          key
          name(language: $language)
        }
      }
      round(key: $roundKey) {
        id
        key
        name(language: $language)
        state
        entryCount
        entriesComplete
        scoringOpensAt
        scoringClosesAt
        ties
        track {
          id
          name(language: $language)
        }
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
          ownGroupExcluded
          marksAtLeast
          marksAtMost
          ownUnitExcluded
          visibility
          delayMinutes
          freezesAt
          frozen
        }
        countFreeze {
          at
          by
          reason
        }
        components {
          key
          name(language: $language)
          weight
          kind
          carriesRound
          method
          perGroup
          most
          judgesAtLeast
          criteria {
            key
            name(language: $language)
            most
          }
        }
        cut {
          to
          exactly
          directFirst
          directComponent
          nextRound {
            id
            key
            name(language: $language)
          }
        }
        judging {
          judges
          mine {
            done
            total
            handedIn
          }
        }
      }
    }
  }
`);
