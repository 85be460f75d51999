import {CaseState, DecisionState, Measure} from './case.kinds.js';

/** What a decision depends on. Instants are in milliseconds. */
export interface CaseFacts {
  state: CaseState;
  hasEntry: boolean;
  askedAt: number | null;
  statementUntil: number | null;
  statementAt: number | null;
  now: number;
}

export type CaseProblem = 'CLOSED' | 'PENDING' | 'APPEALED' | 'WITHOUT_ENTRY' | 'HEARING_FIRST';

/** What concerns an entrant needs one; votes can be void whoever bought them. */
const forEntry = [Measure.WARN, Measure.SUSPEND, Measure.DISQUALIFY];
const afterHearing = [Measure.WARN, Measure.VOID, Measure.DISQUALIFY];

/** Heard is who said something, or had the time to. */
export const isHeard = ({statementAt, statementUntil, now}: CaseFacts): boolean =>
  statementAt !== null || (statementUntil !== null && now > statementUntil);

/**
 * Why a step of the ladder can't be taken now; null: it can. Nobody is judged unheard. Suspending keeps things as they are, so it
 * can come at once, but not before the entrant was asked.
 */
export function problemOf(measure: Measure, facts: CaseFacts): CaseProblem | null {
  if (facts.state === CaseState.CLOSED) return 'CLOSED';
  if (facts.state === CaseState.PROPOSED) return 'PENDING';
  if (facts.state === CaseState.APPEALED) return 'APPEALED';
  if (!facts.hasEntry) return forEntry.includes(measure) ? 'WITHOUT_ENTRY' : null;
  if (measure === Measure.SUSPEND && facts.askedAt === null) return 'HEARING_FIRST';
  return afterHearing.includes(measure) && !isHeard(facts) ? 'HEARING_FIRST' : null;
}

/** What can't be made good by a click is decided by two. */
export const needsSecond = (measure: Measure): boolean => measure === Measure.VOID || measure === Measure.DISQUALIFY;

/** Whether what was put aside for a case and its suspension end with this measure. */
export const isFinal = (measure: Measure): boolean => measure !== Measure.SUSPEND;

/** Where a case is after a decision was proposed, took effect, was declined or appealed against. */
export function stateAfter(measure: Measure, decision: DecisionState, before: {asked: boolean}): CaseState {
  switch (decision) {
    case DecisionState.PROPOSED:
      return CaseState.PROPOSED;
    case DecisionState.APPEALED:
      return CaseState.APPEALED;
    case DecisionState.IN_FORCE:
    case DecisionState.UPHELD:
      return measure === Measure.DISMISS ? CaseState.CLOSED : CaseState.DECIDED;
    case DecisionState.DECLINED:
    case DecisionState.REVERSED:
      return before.asked ? CaseState.HEARING : CaseState.OPEN;
  }
}

export interface AppealFacts {
  measure: Measure;
  state: DecisionState;
  appealUntil: number | null;
  now: number;
}

/** Against what was decided, once, in time. */
export const canAppeal = ({measure, state, appealUntil, now}: AppealFacts): boolean =>
  measure !== Measure.DISMISS && state === DecisionState.IN_FORCE && appealUntil !== null && now <= appealUntil;
