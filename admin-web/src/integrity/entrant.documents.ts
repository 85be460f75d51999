import {graphql} from '@/graph/graphql';

export const WorkCasesDocument = graphql(`
  query CasesOfMyWorks($language: Language!) {
    casesOfMyWorks {
      id
      number
      state
      title
      statementUntil
      statement
      statementAt
      statementByName
      round {
        id
        name(language: $language)
      }
      entry {
        id
        number
        submission {
          id
        }
      }
      steps {
        id
        measure
        state
        reason
        decidedAt
        appealUntil
        appeal
        appealByName
        appealAnswer
        appealAnsweredByName
      }
    }
  }
`);

export const GiveStatementDocument = graphql(`
  mutation GiveStatement($input: StatementInput!) {
    giveStatement(input: $input) {
      id
      statement
      statementAt
      statementByName
    }
  }
`);

export const AppealDecisionDocument = graphql(`
  mutation AppealDecision($input: AppealInput!) {
    appealDecision(input: $input) {
      id
      state
      steps {
        id
        state
        appeal
        appealByName
      }
    }
  }
`);

export const MyComplaintsDocument = graphql(`
  query MyComplaints {
    myComplaints {
      id
      kind
      state
      text
      at
      answer
      answeredAt
      round {
        id
      }
      entry {
        id
        number
      }
    }
  }
`);

export const EntryChoiceDocument = graphql(`
  query EntriesToReport($roundId: ID!) {
    round(id: $roundId) {
      id
      entries(first: 200) {
        nodes {
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
`);

export const ReportComplaintDocument = graphql(`
  mutation ReportComplaint($input: ComplaintInput!) {
    reportComplaint(input: $input) {
      id
      state
    }
  }
`);
