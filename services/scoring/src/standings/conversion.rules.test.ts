import type {ConversionDefinition} from '@concours/schema/definition/round';
import {formatDecimal} from '../decimal.js';
import {convertByGroup, convertVotes, type GroupVotes} from './conversion.rules.js';

const print = (scores: readonly (bigint | null)[]) =>
  scores.map((score) => (score === null ? null : formatDecimal(score)));
const byGroup = (groups: readonly GroupVotes[], conversion: ConversionDefinition) =>
  print(convertByGroup(groups, groups[0]?.length ?? 0, conversion).scores);
const average = {method: 'SHARE_OF_LEADER', perGroup: 'AVERAGE'} as const;

test('an entry without a vote has no place in a table, though all others may share the next', () => {
  expect(print(convertVotes([5, 0, 0], {method: 'RANK_TABLE', table: [12, 10, 8]}))).toEqual([
    '12.0000',
    '0.0000',
    '0.0000',
  ]);
});

describe('votes converted in each constituency by itself', () => {
  test.each<[string, ConversionDefinition, GroupVotes[], string[]]>([
    [
      'a small constituency weighs as much as a large one',
      average,
      [
        [1000, 500],
        [1, 10],
      ],
      ['55.0000', '75.0000'],
    ],
    [
      'a constituency in which nobody voted is left out of the mean',
      average,
      [
        [4, 2],
        [0, 0],
        [1, 1],
      ],
      ['100.0000', '75.0000'],
    ],
    [
      'an entry that nobody of one constituency chose gets nothing from it',
      average,
      [
        [4, 0],
        [0, 4],
        [0, 4],
      ],
      ['33.3333', '66.6667'],
    ],
    [
      'the own constituency is left out, for its own entry alone',
      average,
      [
        [null, 10, 5],
        [8, null, 4],
        [6, 3, null],
      ],
      // (100 + 100)/2, (100 + 50)/2, (50 + 50)/2
      ['100.0000', '75.0000', '50.0000'],
    ],
    [
      'the others are compared without the own entry, which is no leader of a vote it is not in',
      average,
      [
        [null, 1, 1],
        [0, 1, 0],
      ],
      ['0.0000', '100.0000', '50.0000'],
    ],
    ['only the own constituency voted', average, [[null, 3]], ['0.0000', '100.0000']],
    [
      'nobody voted at all',
      average,
      [
        [0, 0],
        [0, 0],
      ],
      ['0.0000', '0.0000'],
    ],
    ['nobody could vote', average, [], []],
    [
      'a mean is rounded once, not each of its parts: 66.6667 and 0 would make 33.3334',
      average,
      [
        [3, 2],
        [1, 0],
      ],
      ['100.0000', '33.3333'],
    ],
    [
      'shares of all are added up, scaled to three constituencies',
      {method: 'SHARE_OF_ALL', perGroup: 'SUM'},
      [
        [3, 1],
        [1, 1],
        [0, 7],
      ],
      ['41.6667', '58.3333'],
    ],
    [
      'all equal in each constituency',
      {method: 'MIN_MAX', perGroup: 'AVERAGE'},
      [
        [2, 2],
        [9, 9],
      ],
      ['100.0000', '100.0000'],
    ],
    [
      'the mean of percentiles',
      {method: 'PERCENTILE', perGroup: 'AVERAGE'},
      [
        [3, 2, 1],
        [1, 2, 3],
      ],
      ['50.0000', '50.0000', '50.0000'],
    ],
    ['a table of noughts', {method: 'RANK_TABLE', table: [0], perGroup: 'SUM'}, [[1, 2]], ['0.0000', '0.0000']],
  ])('%s', (_, conversion, groups, scores) => expect(byGroup(groups, conversion)).toEqual(scores));

  describe('as a song contest counts: 12, 10, 8 from each country, none for the own', () => {
    const table = [12, 10, 8];
    // a is of A, b of B, c of C; D votes and has nobody in it; E has nobody in it and nobody votes
    const groups: GroupVotes[] = [
      [null, 30, 10],
      [5, null, 5],
      [100, 1, null],
      [1, 2, 0],
      [0, 0, 0],
    ];
    test('each country gives by its own order: equal ones share a place, none without a vote', () => {
      const {points} = convertByGroup(groups, 3, {method: 'RANK_TABLE', table, perGroup: 'SUM'});
      expect(points.map((row) => print(row))).toEqual([
        [null, '12.0000', '10.0000'],
        ['12.0000', null, '12.0000'],
        ['12.0000', '10.0000', null],
        ['10.0000', '12.0000', '0.0000'],
        [null, null, null],
      ]);
    });
    test('the sum is scaled to three times twelve, the most that any could get: 34, 34 and 22 of 36', () =>
      expect(byGroup(groups, {method: 'RANK_TABLE', table, perGroup: 'SUM'})).toEqual([
        '94.4444',
        '94.4444',
        '61.1111',
      ]));
    test('the mean keeps the scale of the table', () =>
      expect(byGroup(groups, {method: 'RANK_TABLE', table, perGroup: 'AVERAGE'})).toEqual([
        '11.3333',
        '11.3333',
        '7.3333',
      ]));
    test('a sum is not helped by belonging to nobody: who has four countries to get from has four to lose in', () =>
      expect(
        byGroup(
          groups.map((votes) => [...votes, 0]),
          {method: 'RANK_TABLE', table, perGroup: 'SUM'},
        ),
      ).toEqual(['70.8333', '70.8333', '45.8333', '0.0000']));
  });

  test('one constituency alone is the vote without any', () => {
    for (const method of ['SHARE_OF_LEADER', 'SHARE_OF_ALL', 'MIN_MAX', 'RANK_TABLE', 'PERCENTILE'] as const) {
      const votes = [17, 3, 3, 0, 254];
      const conversion = {method, table: [100, 90, 80]};
      expect(byGroup([votes], {...conversion, perGroup: 'AVERAGE'})).toEqual(print(convertVotes(votes, conversion)));
      expect(byGroup([votes], {...conversion, perGroup: 'SUM'})).toEqual(print(convertVotes(votes, conversion)));
    }
  });

  test('neither turnout nor order matters', () => {
    // a small generator of numbers that are always the same
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 50; round++) {
      const groups = Array.from({length: 1 + next(6)}, () => Array.from({length: 4}, () => next(30)));
      const scores = byGroup(groups, average);
      expect(
        byGroup(
          groups.map((votes, index) => votes.map((count) => count * (index + 1) * 37)),
          average,
        ),
      ).toEqual(scores);
      expect(byGroup([...groups].reverse(), average)).toEqual(scores);
      expect(
        byGroup(
          groups.map((votes) => [...votes].reverse()),
          average,
        ),
      ).toEqual([...scores].reverse());
    }
  });

  test('five hundred constituencies of odd turnouts stay exact', () => {
    const groups = Array.from({length: 500}, (_, n) => [1009 + 2 * n, 1, 0]);
    const scores = byGroup(groups, average);
    const exact = groups.reduce((sum, [leader]) => sum + 100 / leader! / 500, 0);
    expect([scores[0], scores[2]]).toEqual(['100.0000', '0.0000']);
    expect(Number(scores[1])).toBeCloseTo(exact, 3);
  });
});
