import {closingOf, monthAfter, monthFigures, monthsDue, standingAt} from './monthly.rules.js';

const figures = {participants: 10, workersReached: 5, publicists: 1, audience: 100, enterprise: null};

describe('months', () => {
  test.each([
    ['2022-05', '2022-06'],
    ['2022-12', '2023-01'],
  ])('%s is followed by %s', (month, next) => expect(monthAfter(month)).toBe(next));

  test.each<[string, {first: string; fixed: string[]; day: number; now: string}, string[]]>([
    ['on the fixed day', {first: '2022-05', fixed: [], day: 5, now: '2022-06-05T23:59:59.999'}, []],
    ['as soon as it is over', {first: '2022-05', fixed: [], day: 5, now: '2022-06-06T00:00:00.000'}, ['2022-05']],
    ['when one is fixed', {first: '2022-05', fixed: ['2022-05'], day: 5, now: '2022-06-20T10:00:00.000'}, []],
    [
      'after a long night of the server',
      {first: '2022-05', fixed: ['2022-05'], day: 5, now: '2022-09-01T00:00:00.000'},
      ['2022-06', '2022-07'],
    ],
  ])('are due %s: none is skipped', (_, given, due) => expect(monthsDue(given)).toEqual(due));

  test('close with the whole of the fixed day', () => expect(closingOf('2022-12', 5)).toBe('2023-01-05T23:59:59.999'));
});

describe('a report as it stood', () => {
  const first = {...figures, heldOn: '2022-05-10', participants: 10};
  const second = {...first, participants: 12};
  const third = {...first, participants: 15};
  const corrections = [
    {before: first, after: second, at: 200},
    {before: second, after: third, at: 300},
  ];
  const report = {...third, approvedAt: 100, struck: false};
  test.each([
    [99, null],
    [100, 10],
    [199, 10],
    [200, 12],
    [300, 15],
  ])('at %s: %s', (at, participants) =>
    expect(standingAt(report, corrections, at)?.participants ?? null).toBe(participants),
  );

  test('counts until it was struck out', () => {
    const struck = {...report, struck: true};
    const gone = [...corrections, {before: third, after: null, at: 400}];
    expect([399, 400].map((at) => standingAt(struck, gone, at)?.participants ?? null)).toEqual([15, null]);
  });
});

describe('figures', () => {
  test('of a month, of what came late and of what was there add up to the total, also when something went', () => {
    for (const [total, before, settled] of [
      [10, 4, 5],
      [10, 4, 4],
      [3, 8, 2],
      [0, 0, 0],
    ]) {
      const {month, late, before: was, total: is} = monthFigures(total, before, settled);
      expect(was + late + month).toBe(is);
    }
    expect(monthFigures(10, 4, 5)).toEqual({month: 5, late: 1, before: 4, total: 10});
  });
});
