import {CaseState, DecisionState, Measure} from './case.kinds.js';
import {canAppeal, type CaseFacts, isHeard, needsSecond, problemOf, stateAfter} from './case.rules.js';

const now = Date.parse('2024-08-12T02:00:00.000Z');
const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{state: CaseState.OPEN, hasEntry: true, askedAt: null, statementUntil: null, statementAt: null, now},
  ...more,
});
const asked = {state: CaseState.HEARING, askedAt: now - 1_000, statementUntil: now + 1_000};
const heard = {...asked, statementAt: now - 10};
const late = {...asked, statementUntil: now - 1};
const {DISMISS, WARN, SUSPEND, VOID, DISQUALIFY} = Measure;

describe('the ladder', () => {
  test.each<[string, Partial<CaseFacts>, Partial<Record<Measure, string | null>>]>([
    [
      'before anybody was asked',
      {},
      {
        DISMISS: null,
        WARN: 'HEARING_FIRST',
        SUSPEND: 'HEARING_FIRST',
        VOID: 'HEARING_FIRST',
        DISQUALIFY: 'HEARING_FIRST',
      },
    ],
    [
      'asked, and there is time left',
      asked,
      {DISMISS: null, WARN: 'HEARING_FIRST', SUSPEND: null, VOID: 'HEARING_FIRST', DISQUALIFY: 'HEARING_FIRST'},
    ],
    ['heard', heard, {DISMISS: null, WARN: null, SUSPEND: null, VOID: null, DISQUALIFY: null}],
    ['asked in vain', late, {DISMISS: null, WARN: null, SUSPEND: null, VOID: null, DISQUALIFY: null}],
    [
      'nobody whom it concerns',
      {hasEntry: false},
      {DISMISS: null, WARN: 'WITHOUT_ENTRY', SUSPEND: 'WITHOUT_ENTRY', VOID: null, DISQUALIFY: 'WITHOUT_ENTRY'},
    ],
    ['decided once', {...heard, state: CaseState.DECIDED}, {WARN: null, VOID: null, DISQUALIFY: null}],
    ['one is proposed', {...heard, state: CaseState.PROPOSED}, {DISMISS: 'PENDING', VOID: 'PENDING'}],
    ['one is appealed against', {...heard, state: CaseState.APPEALED}, {DISMISS: 'APPEALED', DISQUALIFY: 'APPEALED'}],
    ['dismissed', {...heard, state: CaseState.CLOSED}, {DISMISS: 'CLOSED', VOID: 'CLOSED'}],
  ])('%s', (_, more, expected) => {
    const found = Object.keys(expected).map((measure) => [measure, problemOf(measure as Measure, facts(more))]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('the last instant of the time for a statement belongs to it', () => {
    expect(isHeard(facts({...asked, statementUntil: now}))).toBe(false);
    expect(isHeard(facts({...asked, statementUntil: now - 1}))).toBe(true);
  });

  test('two persons void and disqualify, one does the rest', () => {
    expect([DISMISS, WARN, SUSPEND, VOID, DISQUALIFY].map(needsSecond)).toEqual([false, false, false, true, true]);
  });

  test.each<[Measure, DecisionState, boolean, CaseState]>([
    [VOID, DecisionState.PROPOSED, true, CaseState.PROPOSED],
    [VOID, DecisionState.DECLINED, true, CaseState.HEARING],
    [VOID, DecisionState.DECLINED, false, CaseState.OPEN],
    [VOID, DecisionState.IN_FORCE, true, CaseState.DECIDED],
    [VOID, DecisionState.APPEALED, true, CaseState.APPEALED],
    [VOID, DecisionState.UPHELD, true, CaseState.DECIDED],
    [VOID, DecisionState.REVERSED, true, CaseState.HEARING],
    [DISMISS, DecisionState.IN_FORCE, false, CaseState.CLOSED],
  ])('%s, %s, asked: %s: %s', (measure, decision, isAsked, state) => {
    expect(stateAfter(measure, decision, {asked: isAsked})).toBe(state);
  });

  test.each<[string, Measure, DecisionState, number | null, boolean]>([
    ['in time', WARN, DecisionState.IN_FORCE, now, true],
    ['too late', WARN, DecisionState.IN_FORCE, now - 1, false],
    ['a second time', VOID, DecisionState.UPHELD, now, false],
    ['before it is decided', VOID, DecisionState.PROPOSED, null, false],
    ['against what was dismissed', DISMISS, DecisionState.IN_FORCE, now, false],
  ])('an appeal %s', (_, measure, state, appealUntil, can) => {
    expect(canAppeal({measure, state, appealUntil, now})).toBe(can);
  });
});
