import {graphql} from '@/graph/graphql';
import {CaseStep} from './case-step.documents';

export const WorkCasesDocument = graphql(
  `
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
          ...CaseStep
        }
      }
    }
  `,
  [CaseStep],
);

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
