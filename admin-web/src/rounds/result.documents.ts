import {graphql} from '@/graph/graphql';

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
