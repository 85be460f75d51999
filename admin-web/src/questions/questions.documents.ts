import {graphql} from '@/graph/graphql';

export const ClarificationsDocument = graphql(`
  query Clarifications($key: String!, $after: String, $language: Language!) {
    campaign(key: $key) {
      id
      tracks {
        id
        key
        name(language: $language)
      }
      clarifications(first: 20, after: $after) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        nodes {
          id
          trackKey
          question
          answer
          publishedAt
          amendedAt
        }
      }
    }
  }
`);

export const QuestionsDocument = graphql(`
  query Questions($campaignId: ID!, $waiting: Boolean, $after: String, $language: Language!) {
    questions(campaignId: $campaignId, waiting: $waiting, first: 20, after: $after) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        version
        trackKey
        text
        askedAt
        askedByName
        answer
        answeredAt
        publishedAt
        organisation {
          id
          name(language: $language)
        }
      }
    }
  }
`);

export const AskQuestionDocument = graphql(`
  mutation AskQuestion($campaignId: ID!, $trackKey: String, $unit: ID!, $text: String!) {
    askQuestion(campaignId: $campaignId, trackKey: $trackKey, organisationId: $unit, text: $text) {
      id
    }
  }
`);

export const AnswerQuestionDocument = graphql(`
  mutation AnswerQuestion($id: ID!, $version: Int!, $answer: String!, $publish: Boolean!, $publicText: String) {
    answerQuestion(id: $id, version: $version, answer: $answer, publish: $publish, publicText: $publicText) {
      id
    }
  }
`);

export const RetractClarificationDocument = graphql(`
  mutation RetractClarification($id: ID!, $reason: String!) {
    retractClarification(id: $id, reason: $reason) {
      id
    }
  }
`);
