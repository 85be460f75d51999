import {graphql} from '@/graph/graphql';

export const JudgingRoundDocument = graphql(`
  query JudgingRound($campaignId: ID!, $roundKey: String!, $language: Language!) {
    campaign(id: $campaignId) {
      id
      round(key: $roundKey) {
        id
        key
        name(language: $language)
        state
        scoringOpensAt
        scoringClosesAt
        ballot {
          visibility
          delayMinutes
          freezesAt
          closesAt
          frozen
        }
        track {
          id
          name(language: $language)
        }
        judging {
          component {
            key
            name(language: $language)
            weight
            criteria {
              key
              name(language: $language)
              most
            }
          }
          mine {
            judge
            done
            total
            handedIn
          }
        }
      }
    }
  }
`);

export const SheetsDocument = graphql(`
  query Sheets($roundId: ID!, $after: String, $language: Language!) {
    round(id: $roundId) {
      id
      judging {
        sheets(first: 200, after: $after) {
          pageInfo {
            endCursor
            hasNextPage
          }
          nodes {
            id
            version
            abstained
            conflict
            recused
            scores {
              criterion
              points
            }
            entry {
              id
              number
            }
            submission {
              id
              title
              author
              organisation {
                id
                name(language: $language)
              }
            }
          }
        }
      }
    }
  }
`);

export const SaveScoreDocument = graphql(`
  mutation SaveScore($input: ScoreInput!) {
    saveScore(input: $input) {
      id
      version
    }
  }
`);

export const HandInScoresDocument = graphql(`
  mutation HandInScores($roundId: ID!) {
    handInScores(roundId: $roundId) {
      done
      total
      handedIn
    }
  }
`);
