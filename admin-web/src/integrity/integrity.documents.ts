import {graphql} from '@/graph/graphql';
import {CaseStep} from './case-step.documents';

const EntryWithTitle = graphql(`
  fragment EntryWithTitle on Entry @_unmask {
    id
    number
    submission {
      id
      title
    }
  }
`);

const SignalInWords = graphql(
  `
    fragment SignalInWords on VoteSignal @_unmask {
      id
      kind
      subject
      ballots
      figures {
        kind
        value
      }
      entry {
        ...EntryWithTitle
      }
      pattern {
        id
        number
      }
    }
  `,
  [EntryWithTitle],
);

export const IntegrityDocument = graphql(`
  query Integrity($campaignId: ID!, $roundKey: String!, $language: Language!) {
    campaign(id: $campaignId) {
      id
      round(key: $roundKey) {
        id
        key
        state
        name(language: $language)
        track {
          id
          name(language: $language)
        }
        integrity {
          flaggedSignals
          held
          voided
          released
          openComplaints
          heldByRule
          suspended {
            id
            number
            submission {
              id
              title
            }
          }
        }
      }
    }
  }
`);

export const SignalsDocument = graphql(
  `
    query IntegritySignals($roundId: ID!, $after: String, $kind: SignalKind, $state: SignalState) {
      round(id: $roundId) {
        id
        integrity {
          signals(first: 50, after: $after, kind: $kind, state: $state) {
            totalCount
            pageInfo {
              endCursor
              hasNextPage
            }
            nodes {
              ...SignalInWords
              state
              marks
              firstAt
              lastAt
              caseId
            }
          }
        }
      }
    }
  `,
  [SignalInWords],
);

export const HeldBallotsDocument = graphql(`
  query IntegrityBallots($roundId: ID!, $after: String, $state: HeldState, $signalId: ID) {
    round(id: $roundId) {
      id
      integrity {
        ballots(first: 100, after: $after, state: $state, signalId: $signalId) {
          totalCount
          pageInfo {
            endCursor
            hasNextPage
          }
          nodes {
            id
            state
            at
            voter
            device
            app
            signals
            entries {
              id
              number
            }
          }
        }
      }
    }
  }
`);

export const CasesDocument = graphql(
  `
    query IntegrityCases($roundId: ID!, $after: String) {
      round(id: $roundId) {
        id
        integrity {
          cases(first: 20, after: $after) {
            totalCount
            pageInfo {
              endCursor
              hasNextPage
            }
            nodes {
              id
              number
              state
              title
              note
              held
              voided
              openedAt
              openedByName
              askedAt
              statementUntil
              statement
              statementByName
              entry {
                ...EntryWithTitle
              }
              signals {
                ...SignalInWords
              }
              complaints {
                id
                kind
                text
              }
              steps {
                ...CaseStep
                proposedByName
                yours
                proposedAt
                decidedByName
              }
            }
          }
        }
      }
    }
  `,
  [EntryWithTitle, SignalInWords, CaseStep],
);

/** The cases that take more evidence, and which complaints are in one. */
export const CaseChoiceDocument = graphql(`
  query IntegrityCaseChoice($roundId: ID!) {
    round(id: $roundId) {
      id
      integrity {
        cases(first: 50) {
          nodes {
            id
            number
            title
            state
            complaints {
              id
            }
          }
        }
      }
    }
  }
`);

export const AddEvidenceDocument = graphql(`
  mutation AddToIntegrityCase($input: EvidenceInput!) {
    addToIntegrityCase(input: $input) {
      id
      number
      held
    }
  }
`);

export const ComplaintsDocument = graphql(
  `
    query IntegrityComplaints($roundId: ID!, $after: String) {
      round(id: $roundId) {
        id
        integrity {
          complaints(first: 50, after: $after) {
            totalCount
            pageInfo {
              endCursor
              hasNextPage
            }
            nodes {
              id
              kind
              state
              text
              at
              answer
              answeredAt
              entry {
                ...EntryWithTitle
              }
            }
          }
        }
      }
    }
  `,
  [EntryWithTitle],
);

export const HoldBallotsDocument = graphql(`
  mutation HoldBallots($input: SignalsInput!) {
    holdBallots(input: $input) {
      ballots
      signals {
        id
        state
      }
    }
  }
`);

export const ReleaseBallotsDocument = graphql(`
  mutation ReleaseBallots($input: SignalsInput!) {
    releaseBallots(input: $input) {
      ballots
      signals {
        id
        state
      }
    }
  }
`);

export const OpenCaseDocument = graphql(`
  mutation OpenIntegrityCase($input: CaseInput!) {
    openIntegrityCase(input: $input) {
      id
      number
      held
    }
  }
`);

export const AskForStatementDocument = graphql(`
  mutation AskForStatement($input: HearingInput!) {
    askForStatement(input: $input) {
      id
      state
      askedAt
      statementUntil
    }
  }
`);

export const DecideCaseDocument = graphql(`
  mutation DecideIntegrityCase($input: DecisionInput!) {
    decideIntegrityCase(input: $input) {
      id
      state
    }
  }
`);

export const ConfirmDecisionDocument = graphql(`
  mutation ConfirmDecision($id: ID!) {
    confirmDecision(decisionId: $id) {
      id
      state
    }
  }
`);

export const DeclineDecisionDocument = graphql(`
  mutation DeclineDecision($id: ID!, $reason: String!) {
    declineDecision(decisionId: $id, reason: $reason) {
      id
      state
    }
  }
`);

export const DecideAppealDocument = graphql(`
  mutation DecideAppeal($input: AppealDecisionInput!) {
    decideAppeal(input: $input) {
      id
      state
    }
  }
`);

export const AnswerComplaintDocument = graphql(`
  mutation AnswerComplaint($input: ComplaintAnswerInput!) {
    answerComplaint(input: $input) {
      id
      state
      answer
      answeredAt
    }
  }
`);
