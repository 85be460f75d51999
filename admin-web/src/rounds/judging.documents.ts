import {graphql} from '@/graph/graphql';

export const PanelDocument = graphql(`
  query Panel($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      state
      judging {
        judges
        component {
          key
          judgesAtLeast
        }
        progress {
          judge
          done
          total
          recused
          handedIn
          organisation {
            id
            shortName(language: $language)
            name(language: $language)
          }
        }
      }
    }
  }
`);

export const JudgeCandidatesDocument = graphql(`
  query JudgeCandidates($campaignId: ID!, $search: String, $language: Language!) {
    judgeCandidates(campaignId: $campaignId, search: $search) {
      id
      name
      displayName
      organisation {
        id
        shortName(language: $language)
      }
    }
  }
`);

export const AssignJudgesDocument = graphql(`
  mutation AssignJudges($roundId: ID!, $judges: [JudgeInput!]!) {
    assignJudges(input: {roundId: $roundId, judges: $judges}) {
      judges
    }
  }
`);

export const PointsDocument = graphql(`
  query ClerkPoints($roundId: ID!, $after: String, $language: Language!) {
    round(id: $roundId) {
      id
      entries(first: 100, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        nodes {
          id
          number
          withdrawn
          submission {
            id
            title
            author
          }
          organisation {
            id
            shortName(language: $language)
            name(language: $language)
          }
        }
      }
      judging {
        recorded {
          component
          points
          entry {
            id
          }
        }
      }
    }
  }
`);

export const RecordPointsDocument = graphql(`
  mutation RecordPoints($input: PointsInput!) {
    recordPoints(input: $input) {
      id
    }
  }
`);
