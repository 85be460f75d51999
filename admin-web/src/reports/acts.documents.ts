import {graphql} from '@/graph/graphql';

export const AttachReportPhotoDocument = graphql(`
  mutation AttachReportPhoto($reportId: ID!, $uploadId: ID!) {
    attachReportPhoto(reportId: $reportId, uploadId: $uploadId) {
      id
      photos {
        id
        fileName
        url
      }
    }
  }
`);

export const RemoveReportPhotoDocument = graphql(`
  mutation RemoveReportPhoto($reportId: ID!, $photoId: ID!) {
    removeReportPhoto(reportId: $reportId, photoId: $photoId) {
      id
      photos {
        id
        fileName
        url
      }
    }
  }
`);

export const ApproveReportsDocument = graphql(`
  mutation ApproveReports($ids: [ID!]!, $language: Language!) {
    approveReports(ids: $ids) {
      id
      code
      reason(language: $language)
      report {
        id
        state
        version
      }
    }
  }
`);

export const ReturnReportsDocument = graphql(`
  mutation ReturnReports($ids: [ID!]!, $reason: String!, $language: Language!) {
    returnReports(ids: $ids, reason: $reason) {
      id
      code
      reason(language: $language)
      report {
        id
        state
        version
      }
    }
  }
`);

export const CorrectReportDocument = graphql(`
  mutation CorrectReport($id: ID!, $version: Int!, $input: ReportCorrectionInput!, $reason: String!) {
    correctReport(id: $id, version: $version, input: $input, reason: $reason) {
      id
      version
    }
  }
`);

export const StrikeReportDocument = graphql(`
  mutation StrikeReport($id: ID!, $version: Int!, $reason: String!) {
    strikeReport(id: $id, version: $version, reason: $reason) {
      id
      version
      state
    }
  }
`);

export const ImportReportsDocument = graphql(`
  mutation ImportReports(
    $campaignId: ID!
    $uploadId: ID!
    $dryRun: Boolean!
    $handIn: Boolean!
    $confirmed: [String!]!
    $language: Language!
  ) {
    importReports(
      campaignId: $campaignId
      uploadId: $uploadId
      dryRun: $dryRun
      handIn: $handIn
      confirmed: $confirmed
    ) {
      dryRun
      taken
      rows {
        row
        unit
        title
        heldOn
        outcome
        reportId
        problems(language: $language)
      }
    }
  }
`);

export const OverdueUnitsDocument = graphql(`
  query OverdueUnits($campaignId: ID!, $after: String, $language: Language!) {
    overdueUnits(campaignId: $campaignId, first: 50, after: $after) {
      totalCount
      nodes {
        organisation {
          id
          name(language: $language)
          shortName(language: $language)
        }
        drafts
        returned
        since
        table
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
