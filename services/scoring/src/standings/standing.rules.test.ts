import {convertVotes} from './conversion.rules.js';
import {divide, formatDecimal, parseDecimal, roundTo} from '../decimal.js';
import {panelScore} from './panel.rules.js';
import {type Contender, orderBy, place} from './standing.rules.js';

const scaled = (text: string): bigint => parseDecimal(text)!;
const ballot = (key: string, weight: number) =>
  ({key, name: key, weight, from: 'BALLOT', convert: {method: 'SHARE_OF_LEADER'}}) as const;

describe('exact decimals', () => {
  test.each(['1e2', '-0', '', '100.00001', '１００', ' 1', '+1', '1.', '.5', 'NaN', '0x10', '1234567890'])(
    'refuse %j rather than guess',
    (text) => expect(parseDecimal(text)).toBeNull(),
  );

  test.each([
    ['88.5', '88.5000'],
    ['0', '0.0000'],
    ['100.0001', '100.0001'],
  ])('read %s and print it as %s', (text, printed) => expect(formatDecimal(scaled(text))).toBe(printed));

  test.each([
    [1n, 3n, 0n],
    [1n, 2n, 1n],
    [3n, 2n, 2n],
    [-1n, 2n, -1n],
    [2n, 3n, 1n],
  ])('%d over %d rounds half away from zero to %d', (a, b, quotient) => expect(divide(a, b)).toBe(quotient));

  test('are rounded to the published places and keep their scale', () => {
    expect(formatDecimal(roundTo(scaled('86.3950'), 2), 2)).toBe('86.40');
    expect(formatDecimal(scaled('86.3949'), 2)).toBe('86.39');
    expect(formatDecimal(scaled('86.5'), 0)).toBe('87');
  });
});

describe('votes become points', () => {
  const print = (scores: bigint[]) => scores.map((score) => formatDecimal(score, 2));
  test.each([
    ['SHARE_OF_LEADER', [300, 100, 0], undefined, ['100.00', '33.33', '0.00']],
    ['SHARE_OF_ALL', [300, 100, 0], undefined, ['75.00', '25.00', '0.00']],
    ['MIN_MAX', [300, 200, 100], undefined, ['100.00', '50.00', '0.00']],
    ['MIN_MAX', [7, 7], undefined, ['100.00', '100.00']],
    ['RANK_TABLE', [9, 30, 9, 1], [12, 10, 8], ['10.00', '12.00', '10.00', '0.00']],
    ['PERCENTILE', [4, 3, 3, 1, 0], undefined, ['100.00', '62.50', '62.50', '25.00', '0.00']],
    ['PERCENTILE', [5], undefined, ['100.00']],
  ] as const)('%s of %j', (method, votes, table, points) => {
    expect(print(convertVotes([...votes], table ? {method, table: [...table]} : {method}))).toEqual(points);
  });

  test.each(['SHARE_OF_LEADER', 'SHARE_OF_ALL', 'MIN_MAX', 'RANK_TABLE', 'PERCENTILE'] as const)(
    '%s gives everybody 0 when nobody has a vote, and nothing without an entry',
    (method) => {
      expect(convertVotes([0, 0], {method, table: [5]})).toEqual([0n, 0n]);
      expect(convertVotes([], {method})).toEqual([]);
    },
  );
});

describe('the panel', () => {
  test.each([
    ['a plain mean', ['90', '80', '85'], 0, '85.0000', 3],
    ['one trimmed at each end', ['90', '20', '85', '86', '100'], 1, '87.0000', 3],
    ['two judges cannot be trimmed', ['90', '80'], 1, '85.0000', 2],
    ['three judges trimmed twice keep the middle one', ['90', '80', '70'], 2, '80.0000', 1],
    ['thirds are rounded once', ['100', '100', '99'], 0, '99.6667', 3],
  ] as const)('%s', (_, totals, trim, score, counted) => {
    const outcome = panelScore(totals.map(scaled), scaled('100'), trim)!;
    expect([formatDecimal(outcome.score), outcome.counted]).toEqual([score, counted]);
  });

  test('scales a sheet of 60 points to a hundred', () =>
    expect(formatDecimal(panelScore([scaled('45')], scaled('60'))!.score)).toBe('75.0000'));
  test('without a sheet has no score, which is not a score of nought', () =>
    expect(panelScore([], scaled('100'))).toBeNull());
});

describe('a standing', () => {
  const contender = (
    id: string,
    scores: Record<string, string>,
    submittedAt = '2024-07-01',
    lot?: string,
  ): Contender => ({
    id,
    submittedAt,
    scores: Object.fromEntries(Object.entries(scores).map(([key, value]) => [key, scaled(value)])),
    ...(lot === undefined ? {} : {lot}),
  });

  test.each([
    ['the vote alone', '50', '84.95'],
    ['the composite', '74', '86.39'],
  ])('weighs the worked example of A1 with %s carried over', (_, carried, total) => {
    const components = [ballot('judges', 80), ballot('carried', 6), ballot('quiz', 7), ballot('talent', 7)];
    const {rows} = place([contender('a', {judges: '88', carried, quiz: '80', talent: '85'})], {
      components,
      ties: ['LOT'],
    });
    expect(formatDecimal(rows[0]!.total, 2)).toBe(total);
  });

  const semi = {
    components: [ballot('vote', 40), ballot('judges', 60)],
    ties: [{component: 'judges'}, {component: 'vote'}, 'SUBMITTED_EARLIER', 'LOT'] as (
      'LOT' | 'SUBMITTED_EARLIER' | {component: string}
    )[],
  };

  test('breaks ties by the written chain and says which key decided', () => {
    const {rows} = place(
      [
        contender('late', {vote: '50', judges: '50'}, '2024-07-02'),
        contender('vote-heavy', {vote: '80', judges: '30'}),
        contender('early', {vote: '50', judges: '50'}),
        contender('first', {vote: '99', judges: '99'}),
      ],
      semi,
    );
    expect(rows.map(({id, rank, tiedWith, decidedBy}) => [id, rank, tiedWith, decidedBy])).toEqual([
      ['first', 1, 0, null],
      ['early', 2, 2, 'SUBMITTED_EARLIER'],
      ['late', 3, 2, 'SUBMITTED_EARLIER'],
      ['vote-heavy', 4, 2, 'judges'],
    ]);
  });

  test('shares a rank that nothing parts, and draws lots once there are lots', () => {
    const equal = {vote: '50', judges: '50'};
    expect(place([contender('a', equal), contender('b', equal)], semi).rows.map((row) => row.rank)).toEqual([1, 1]);
    const drawn = place(
      [contender('a', equal, '2024-07-01', 'ff'), contender('b', equal, '2024-07-01', '0a')],
      semi,
    ).rows;
    expect(drawn.map((row) => [row.id, row.rank, row.decidedBy])).toEqual([
      ['b', 1, 'LOT'],
      ['a', 2, 'LOT'],
    ]);
  });

  test.each([
    ['exactly two of three', 2, 'EXACTLY', ['90', '80', '70'], [true, true, false], {tied: false, short: false}],
    [
      'a tie across the cut takes nobody of that place',
      2,
      'EXACTLY',
      ['90', '80', '80'],
      [true, false, false],
      {tied: true, short: false},
    ],
    ['too few for an exact cut', 3, 'EXACTLY', ['90', '80'], [true, true], {tied: false, short: true}],
    ['at most may be fewer', 3, 'AT_MOST', ['90', '80'], [true, true], {tied: false, short: false}],
  ] as const)('cuts %s', (_, to, mode, totals, advances, outcome) => {
    const round = {components: [ballot('vote', 100)], ties: [{component: 'vote'}], cut: {to, mode}};
    const {rows, cut} = place(
      totals.map((vote, index) => contender(`e${index}`, {vote})),
      round,
    );
    expect(rows.map((row) => row.advances)).toEqual(advances);
    expect(cut).toMatchObject(outcome);
    expect(cut!.advancing).toBe(rows.filter((row) => row.advances).length);
  });

  describe('of which the first by votes advance directly (R142)', () => {
    const round = (to: number, first: number) => ({
      ...semi,
      cut: {to, mode: 'EXACTLY' as const, direct: {component: 'vote', first}},
    });
    const entries = [
      contender('judged', {vote: '10', judges: '99'}),
      contender('second', {vote: '20', judges: '90'}),
      contender('third', {vote: '30', judges: '80'}),
      contender('loved', {vote: '100', judges: '1'}),
      contender('liked', {vote: '90', judges: '2'}),
    ];
    const outcome = (to: number, first: number, of = entries) => {
      const {rows, cut} = place(of, round(to, first));
      const ids = rows.filter(({advances}) => advances).map(({id}) => id);
      return {
        ids: ids.sort(),
        direct: rows.filter(({direct}) => direct).map(({id}) => id),
        tied: cut!.tied,
        advancing: cut!.advancing,
      };
    };
    test.each([
      [3, 1, ['judged', 'loved', 'second'], ['loved']],
      [3, 2, ['judged', 'liked', 'loved'], ['loved', 'liked']],
      [2, 2, ['liked', 'loved'], ['loved', 'liked']],
      [5, 1, ['judged', 'liked', 'loved', 'second', 'third'], ['loved']],
    ])('%d of which %d', (to, first, ids, direct) => {
      expect(outcome(to, first)).toEqual({ids, direct: expect.arrayContaining(direct), tied: false, advancing: to});
    });
    test('who would have advanced anyway takes one place, not two', () => {
      const of = [contender('both', {vote: '100', judges: '100'}), ...entries.slice(0, 3)];
      expect(outcome(2, 1, of)).toMatchObject({ids: ['both', 'judged'], direct: ['both']});
    });
    test('a place among them that nothing parts is nobody’s: it is told, and not filled by the totals', () => {
      const of = [
        ...entries.slice(0, 3),
        contender('x', {vote: '90', judges: '5'}),
        contender('y', {vote: '90', judges: '5'}),
      ];
      expect(outcome(2, 1, of)).toEqual({ids: ['judged'], direct: [], tied: true, advancing: 1});
    });
    test('votes part what only rounding made equal', () => {
      const score = '99.9999';
      const of = [
        {...contender('fewer', {vote: score, judges: '90'}), counts: {vote: 9_999_990}},
        {...contender('more', {vote: score, judges: '5'}), counts: {vote: 9_999_991}},
      ];
      expect(orderBy('vote', of, ['LOT']).map(({id, rank}) => [id, rank])).toEqual([
        ['more', 1],
        ['fewer', 2],
      ]);
    });
  });

  test('does not depend on the order of its input', () => {
    const many = Array.from({length: 60}, (_, n) =>
      contender(`e${n}`, {vote: String((n * 7) % 10), judges: String((n * 3) % 10)}, `2024-07-${10 + (n % 3)}`),
    );
    const forwards = place(many, semi).rows;
    expect(place([...many].reverse(), semi).rows).toEqual(forwards);
    forwards.slice(1).forEach((row, index) => expect(row.total <= forwards[index]!.total).toBe(true));
  });

  test('names the components that are still missing and counts them as nought', () => {
    const {rows} = place([{id: 'a', submittedAt: '', scores: {vote: scaled('50'), judges: null}}], semi);
    expect(rows[0]).toMatchObject({missing: ['judges'], total: scaled('20')});
  });
});
