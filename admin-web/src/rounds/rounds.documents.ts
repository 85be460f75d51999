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
          marksAtLeast
          marksAtMost
          ownUnitExcluded
          visible
          freezesAt
          frozen
        }
        components {
          key
          name(language: $language)
          weight
          kind
          carriesRound
          method
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
          score
          weight
          weighted
          missing
        }
      }
    }
  }
`);

export const PanelDocument = graphql(`
  query Panel($roundId: ID!) {
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
          handedIn
        }
      }
    }
  }
`);

export const JudgeCandidatesDocument = graphql(`
  query JudgeCandidates($campaignId: ID!, $search: String) {
    judgeCandidates(campaignId: $campaignId, search: $search) {
      id
      name
      displayName
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

export const RoundResultDocument = graphql(`
  query RoundResult($roundId: ID!) {
    round(id: $roundId) {
      id
      state
      result {
        id
        state
        digest
        frozenAt
        frozenBy
        noticeFrom
        noticeUntil
        publishedAt
        publishedBy
      }
    }
  }
`);

export const FreezeResultDocument = graphql(`
  mutation FreezeResult($roundId: ID!) {
    freezeResult(roundId: $roundId) {
      id
      state
      round {
        id
        state
      }
    }
  }
`);

export const BeginPublicNoticeDocument = graphql(`
  mutation BeginPublicNotice($resultId: ID!) {
    beginPublicNotice(resultId: $resultId) {
      id
      state
      round {
        id
        state
      }
    }
  }
`);

export const PublishResultDocument = graphql(`
  mutation PublishResult($resultId: ID!) {
    publishResult(resultId: $resultId) {
      id
      state
      round {
        id
        state
      }
    }
  }
`);
