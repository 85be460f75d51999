import {graphql} from '@/graph/graphql';

export const ExternalVotesDocument = graphql(`
  query ExternalVotes($roundId: ID!, $language: Language!) {
    round(id: $roundId) {
      id
      externalVotes {
        component
        name(language: $language)
        mayImport
        inForce {
          ...ExternalVersion
        }
        proposed {
          ...ExternalVersion
        }
        versions {
          id
          version
          state
          importedBy
          importedAt
          decidedBy
          decidedAt
          reason
          decisionReason
        }
      }
    }
  }

  fragment ExternalVersion on ExternalVotes {
    id
    version
    state
    source
    link
    takenAt
    importedAt
    importedBy
    decidedAt
    decidedBy
    reason
    note
    total
    mayConfirm
    mayReject
    evidence {
      id
      name
      sha256
      table
      path
    }
    counts {
      votes
      before
      entry {
        id
        number
        submission {
          id
          title
        }
      }
    }
  }
`);

export const ImportExternalVotesDocument = graphql(`
  mutation ImportExternalVotes($input: ExternalVotesInput!, $language: Language!) {
    importExternalVotes(input: $input) {
      whole
      total
      rows {
        row
        number
        title
        votes
        before
        problem(language: $language)
      }
      missing {
        id
        number
      }
      kept {
        id
        version
      }
    }
  }
`);

export const ConfirmExternalVotesDocument = graphql(`
  mutation ConfirmExternalVotes($importId: ID!) {
    confirmExternalVotes(importId: $importId) {
      id
      state
    }
  }
`);

export const RejectExternalVotesDocument = graphql(`
  mutation RejectExternalVotes($importId: ID!, $reason: String!) {
    rejectExternalVotes(importId: $importId, reason: $reason) {
      id
      state
    }
  }
`);

export const CountedEntriesDocument = graphql(`
  query CountedEntries($roundId: ID!) {
    round(id: $roundId) {
      id
      entries(first: 200) {
        totalCount
        nodes {
          id
          number
          withdrawn
          submission {
            id
            title
          }
        }
      }
    }
  }
`);
