import {graphql} from '@/graph/graphql';

export const ImportsDocument = graphql(`
  query Imports($after: String) {
    organisationImportJobs(first: 50, after: $after) {
      totalCount
      nodes {
        id
        fileName
        state
        mode
        startedBy
        startedAt
        rowTotal
        newCount
        changedCount
        refusedCount
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const ImportDocument = graphql(`
  query Import($id: ID!, $language: Language!) {
    organisationImportJob(id: $id) {
      id
      fileName
      format
      encoding
      state
      mode
      startedBy
      startedAt
      rowTotal
      rowCount
      newCount
      changedCount
      unchangedCount
      refusedCount
      toApplyCount
      appliedCount
      ignored
      columns {
        column
        heading
      }
      problem {
        code
        message(language: $language)
      }
    }
  }
`);

export const ImportRowsDocument = graphql(`
  query ImportRows($id: ID!, $outcomes: [OrganisationImportOutcome!], $after: String, $language: Language!) {
    organisationImportJob(id: $id) {
      id
      rows(first: 50, after: $after, outcomes: $outcomes) {
        totalCount
        nodes {
          number
          code
          name
          parent
          outcome
          parentMatch {
            text
            by
            code
            name
          }
          changes {
            column
            before
            after
          }
          problems {
            code
            column
            message(language: $language)
          }
          organisation {
            id
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
`);

export const ApplyImportDocument = graphql(`
  mutation ApplyImport($id: ID!) {
    applyOrganisationImport(id: $id) {
      id
      state
      appliedCount
      toApplyCount
    }
  }
`);

export const CancelImportDocument = graphql(`
  mutation CancelImport($id: ID!) {
    cancelOrganisationImport(id: $id) {
      id
      state
    }
  }
`);
