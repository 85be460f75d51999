import {graphql} from '@/graph/graphql';

export const ReportsDocument = graphql(`
  query Reports($campaignId: ID!, $filter: ReportFilter, $after: String, $language: Language!) {
    reports(campaignId: $campaignId, filter: $filter, first: 50, after: $after) {
      totalCount
      nodes {
        id
        title
        heldOn
        state
        participants
        version
        mayReview
        duplicates {
          id
        }
        awaits {
          id
          shortName(language: $language)
        }
        form {
          key
          name(language: $language)
        }
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const ReportFields = graphql(`
  fragment ReportFields on ActivityReport @_unmask {
    id
    state
    version
    title
    heldOn
    place
    content
    participants
    workersReached
    publicists
    audience
    enterprise
    links
    returnReason
    submittedAt
    decidedAt
    mayReview
    confirmed
    topics {
      key
      name(language: $language)
    }
    channels {
      key
      name(language: $language)
    }
    photos {
      id
      fileName
      url
    }
    awaits {
      id
      name(language: $language)
    }
    duplicates {
      id
      title
      state
    }
    corrections {
      id
      kind
      reason
      at
      before {
        heldOn
        participants
        workersReached
        publicists
        audience
        enterprise
      }
      after {
        heldOn
        participants
        workersReached
        publicists
        audience
        enterprise
      }
    }
    form {
      key
      name(language: $language)
    }
    organisation {
      id
      name(language: $language)
    }
  }
`);

export const ReportDocument = graphql(
  `
    query Report($id: ID!, $language: Language!) {
      report(id: $id) {
        ...ReportFields
      }
    }
  `,
  [ReportFields],
);

export const ReportFormsDocument = graphql(`
  query ReportForms($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      plan {
        id
        forms {
          key
          name(language: $language)
        }
        reporting {
          topics {
            key
            name(language: $language)
          }
          channels {
            key
            name(language: $language)
          }
          statements {
            key
            name(language: $language)
          }
          photos
          photosBecause(language: $language)
          dueWithin
          tableBy
        }
      }
    }
  }
`);

export const PlanHeldDocument = graphql(`
  query PlanHeld($key: String!, $language: Language!) {
    campaign(key: $key) {
      id
      openPoints {
        id
        text(language: $language)
        holdsPlan
      }
    }
  }
`);

export const UnitChoicesDocument = graphql(`
  query UnitChoices($search: String, $under: ID, $language: Language!, $chosen: ID) {
    organisation(id: $chosen) {
      id
      name(language: $language)
    }
    organisations(search: $search, under: $under, first: 20) {
      nodes {
        id
        name(language: $language)
      }
    }
  }
`);

export const DraftReportDocument = graphql(`
  mutation DraftReport($campaignId: ID!, $input: ReportInput!) {
    draftReport(campaignId: $campaignId, input: $input) {
      id
      version
      state
    }
  }
`);

export const AmendReportDocument = graphql(`
  mutation AmendReport($id: ID!, $version: Int!, $input: ReportInput!) {
    amendReport(id: $id, version: $version, input: $input) {
      id
      version
      state
    }
  }
`);

export const SubmitReportDocument = graphql(
  `
    mutation SubmitReport($id: ID!, $language: Language!) {
      submitReport(id: $id) {
        ...ReportFields
      }
    }
  `,
  [ReportFields],
);

export const ReturnReportDocument = graphql(
  `
    mutation ReturnReport($id: ID!, $reason: String!, $language: Language!) {
      returnReport(id: $id, reason: $reason) {
        ...ReportFields
      }
    }
  `,
  [ReportFields],
);

export const ApproveReportDocument = graphql(
  `
    mutation ApproveReport($id: ID!, $language: Language!) {
      approveReport(id: $id) {
        ...ReportFields
      }
    }
  `,
  [ReportFields],
);
