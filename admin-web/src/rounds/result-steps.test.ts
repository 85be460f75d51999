import {freezeConditions, stepsOf, type ResultNow} from './result-steps';

const met = freezeConditions({entriesComplete: true, state: 'CLOSED', missing: 0});
const noon = new Date('2024-09-10T04:00:00Z');
const base = {result: null as ResultNow | null, conditions: met, owner: true, publisher: true, own: false, now: noon};
const result = (state: ResultNow['state'], noticeUntil: string | null = null): ResultNow => ({state, noticeUntil});
const stages = (i: Partial<typeof base>) => stepsOf({...base, ...i}).map(({stage}) => stage);

test('a round that is over with every score may be frozen', () => {
  expect(met.map((condition) => condition.met)).toEqual([true, true, true]);
  expect(stepsOf(base)[0]).toEqual({step: 'freeze', stage: 'next', hindrance: null, offered: true});
});

test.each([
  ['entries are still missing', {entriesComplete: false, state: 'CLOSED', missing: 0}],
  ['the vote still runs', {entriesComplete: true, state: 'OPEN', missing: 0}],
  ['it has not begun', {entriesComplete: true, state: 'WAITING', missing: 0}],
  ['scores are missing', {entriesComplete: true, state: 'CLOSED', missing: 3}],
  ['the scores are not known yet', {entriesComplete: true, state: 'CLOSED', missing: null}],
])('where %s, freezing waits', (_, now) => {
  expect(stepsOf({...base, conditions: freezeConditions(now)})[0]?.hindrance).toBe('conditions');
});

test.each([
  [null, ['next', 'later', 'later']],
  [result('FROZEN'), ['done', 'next', 'later']],
  [result('ON_NOTICE', '2024-09-13T15:59:59.999Z'), ['done', 'done', 'next']],
  [result('PUBLISHED', '2024-09-09T15:59:59.999Z'), ['done', 'done', 'done']],
])('of a result %j the steps stand at %j', (now, expected) => expect(stages({result: now})).toEqual(expected));

test.each([
  ['while the notice runs nobody publishes', '2024-09-10T04:00:00Z', false, 'notice'],
  ['after it, who froze it does not', '2024-09-10T03:59:59.999Z', true, 'second'],
  ['after it, another person does', '2024-09-10T03:59:59.999Z', false, null],
])('%s', (_, until, own, hindrance) => {
  expect(stepsOf({...base, result: result('ON_NOTICE', until), own})[2]?.hindrance).toBe(hindrance);
});

test('buttons are for those who may: an auditor sees none, an administrator only that of publishing', () => {
  const offered = (now: ResultNow | null, publisher: boolean) =>
    stepsOf({...base, result: now, owner: false, publisher}).some((step) => step.offered);
  expect(offered(null, true)).toBe(false);
  expect(offered(result('FROZEN'), true)).toBe(false);
  expect(offered(result('ON_NOTICE', '2024-09-09T15:59:59.999Z'), true)).toBe(true);
  expect(offered(result('ON_NOTICE', '2024-09-09T15:59:59.999Z'), false)).toBe(false);
});
