import {limitsOf, phaseOf, startOfMoment, stateOf} from './round.rules.js';

const opensAt = Date.parse('2024-08-06T16:00:00.000Z');
const closesAt = Date.parse('2024-08-16T15:59:59.999Z');

describe('where a round is', () => {
  test.each([
    [opensAt - 1_000, 'BEFORE', 'WAITING'],
    [opensAt - 1, 'BEFORE', 'WAITING'],
    [opensAt, 'DURING', 'OPEN'],
    [closesAt, 'DURING', 'OPEN'],
    [closesAt + 1, 'AFTER', 'CLOSED'],
    [closesAt + 1_000, 'AFTER', 'CLOSED'],
  ])('at %d its window is %s and it is %s', (now, phase, state) => {
    expect(phaseOf({opensAt, closesAt}, now)).toBe(phase);
    expect(stateOf([{opensAt, closesAt}], null, now)).toBe(state);
  });

  test('a stage whose date is not settled has not begun, one without an end stays open', () => {
    expect(phaseOf({opensAt: null, closesAt}, closesAt)).toBe('BEFORE');
    expect(phaseOf({opensAt, closesAt: null}, closesAt + 1)).toBe('DURING');
  });

  test('it is open from its first stage through its last one, and between them', () => {
    const judging = {opensAt: closesAt + 1_000, closesAt: closesAt + 2_000};
    const at = (now: number) => stateOf([{opensAt, closesAt}, judging], null, now);
    expect([closesAt + 500, closesAt + 2_000, closesAt + 2_001].map(at)).toEqual(['OPEN', 'OPEN', 'CLOSED']);
  });

  test.each(['FROZEN', 'ON_NOTICE', 'PUBLISHED'] as const)('a result that is %s overrules the clock', (result) =>
    expect(stateOf([{opensAt, closesAt}], result, opensAt)).toBe(result),
  );
});

test.each([
  ['2024-08-15', '2024-08-15T00:00:00.000'],
  ['2024-08-15T20:00', '2024-08-15T20:00:00.000'],
  ['2024-08-15T20:00:30', '2024-08-15T20:00:30.000'],
])('the moment %s starts at %s', (moment, start) => expect(startOfMoment(moment)).toBe(start));

test('limits are what the definition says and nothing else', () => {
  const limits = limitsOf({stage: 's', visibility: 'HIDDEN', voters: ['ACCOUNT']}, {opensAt, closesAt}, Date.parse);
  expect(limits).toEqual({
    opensAt,
    closesAt,
    perDay: null,
    perRound: null,
    rolling: null,
    perEntryPerDay: null,
    perEntryPerRound: null,
    ballotsPerDay: null,
    ballotsPerRound: null,
    marksAtLeast: 1,
    marksAtMost: 1,
    ownUnitExcluded: false,
    groups: null,
    ownGroupExcluded: false,
    visibility: 'HIDDEN',
    delayMs: 0,
    freezesAt: null,
    voters: ['ACCOUNT'],
  });
});

test.each([
  [{}, 1],
  [{perDay: 3}, 3],
  [{perRound: 30}, 30],
  [{perDay: 3, perRound: 30}, 3],
  [{perRound: 4, rolling: {marks: 2, hours: 24}}, 2],
  [{perRound: 500}, 200],
  [{perDay: 3, marks: {atLeast: 1, atMost: 2}}, 2],
])('with %j a ballot holds at most %d marks', (some, most) => {
  const ballot = {stage: 's', visibility: 'HIDDEN' as const, voters: ['ACCOUNT' as const], ...some};
  expect(limitsOf(ballot, {opensAt, closesAt}, Date.parse).marksAtMost).toBe(most);
});
