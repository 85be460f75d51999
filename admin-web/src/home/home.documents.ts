import {graphql} from '@/graph/graphql';

export const HomeDocument = graphql(`
  query Home($language: Language!) {
    campaigns {
      id
      key
      title(language: $language)
      theme(language: $language)
      timezone
      clock
      owner {
        id
        name(language: $language)
      }
      tracks {
        id
      }
      stages {
        id
        name(language: $language)
        kind
        state
        opensAt
        closesAt
      }
    }
  }
`);

export const ReportTodosDocument = graphql(`
  query ReportTodos($campaignId: ID!) {
    submitted: reports(campaignId: $campaignId, filter: {states: [SUBMITTED]}, first: 1) {
      totalCount
    }
    returned: reports(campaignId: $campaignId, filter: {states: [RETURNED]}, first: 1) {
      totalCount
    }
    drafts: reports(campaignId: $campaignId, filter: {states: [DRAFT]}, first: 1) {
      totalCount
    }
  }
`);

export const WorkTodosDocument = graphql(`
  query WorkTodos($campaignId: ID!) {
    handedIn: submissions(campaignId: $campaignId, filter: {states: [HANDED_IN]}, first: 1) {
      totalCount
    }
    returned: submissions(campaignId: $campaignId, filter: {states: [RETURNED]}, first: 1) {
      totalCount
    }
    recommended: submissions(campaignId: $campaignId, filter: {states: [RECOMMENDED]}, first: 1) {
      totalCount
    }
  }
`);

export const JudgingTodosDocument = graphql(`
  query JudgingTodos($campaignId: ID!) {
    campaign(id: $campaignId) {
      id
      rounds {
        id
        key
        state
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
