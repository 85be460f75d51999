import {graphql} from '@/graph/graphql';

/** What the entrant and the desk are both told of a step. */
export const CaseStep = graphql(`
  fragment CaseStep on CaseDecision @_unmask {
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
`);
