import {createHash} from 'node:crypto';
import type {RoundDefinition} from '@concours/schema/definition/round';
import type {Bundle, EntryInput} from './bundle.js';
import {canonical, orderOfBundle, seal, verify} from './bundle.rules.js';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const final: RoundDefinition = {
  key: 'final',
  name: 'Final',
  track: 'singing',
  stage: 'final',
  entries: {round: 'semi-final'},
  components: [
    {
      key: 'judges',
      name: 'Judges',
      weight: 80,
      from: 'PANEL',
      criteria: [
        {key: 'voice', name: 'Voice', most: 60},
        {key: 'stage', name: 'Stage', most: 40},
      ],
      judges: {atLeast: 3, trim: 1},
    },
    {key: 'carried', name: 'Vote', weight: 6, from: 'ROUND', round: 'semi-final', carry: {component: 'vote'}},
    {key: 'quiz', name: 'Quiz', weight: 7, from: 'CLERK', most: 50},
    {key: 'talent', name: 'Talent', weight: 7, from: 'CLERK', most: 100},
  ],
  ties: [{component: 'judges'}, 'LOT'],
  places: 2,
};

const entry = (id: string, judges: [string, string][], carried: string, quiz: string, talent: string): EntryInput => ({
  id,
  number: id,
  submissionId: `s-${id}`,
  organisationId: 'o',
  submittedAt: '2024-07-01T00:00:00.000Z',
  votes: 0,
  sheets: {judges: judges.map(([voice, stage], index) => ({judge: `J${index + 1}`, scores: {voice, stage}}))},
  points: {quiz, talent},
  carried: {carried},
});

const input = {
  campaign: {id: 'c', key: 'singer', definitionVersion: 1},
  rules: final,
  seed: 'seed',
  entries: [
    entry(
      'b',
      [
        ['50', '38'],
        ['60', '40'],
        ['50', '38'],
      ],
      '50',
      '40',
      '85',
    ),
    entry(
      'a',
      [
        ['40', '30'],
        ['40', '30'],
        ['40', '30'],
      ],
      '100.0000',
      '50',
      '100',
    ),
    entry(
      'c',
      [
        ['40', '30'],
        ['40', '30'],
        ['40', '30'],
      ],
      '100',
      '50',
      '100',
    ),
  ],
};

describe('a sealed result', () => {
  test('weighs 80/6/7/7 with the trimmed panel, the carried vote and both clerk components', () => {
    const {bundle} = seal(input, hash);
    expect(bundle.rows.map(({entryId, rank, total}) => [entryId, rank, total])).toEqual([
      ['b', 1, '84.95'],
      [expect.any(String), 2, '76.00'],
      [expect.any(String), 3, '76.00'],
    ]);
    expect(bundle.rows[0]!.raw).toEqual({judges: '88.0000', carried: '50', quiz: '40', talent: '85'});
    expect(bundle.rows[2]!.decidedBy).toBe('LOT');
  });

  test('has the same bytes whatever order the entries came in', () => {
    const turned = seal({...input, entries: [...input.entries].reverse()}, hash);
    expect(turned.digest).toBe(seal(input, hash).digest);
  });

  test('verifies, after a trip through JSON too', () => {
    const {bundle, digest} = seal(input, hash);
    expect(verify(JSON.parse(JSON.stringify(bundle)) as Bundle, digest, hash)).toEqual({
      differences: [],
      digestMatches: true,
    });
  });

  const tamper: [string, (bundle: Bundle) => void][] = [
    ['an altered total', (bundle) => (bundle.rows[0]!.total = '84.96')],
    ['an altered score', (bundle) => (bundle.entries[0]!.points = {quiz: '51', talent: '100'})],
    ['a removed row', (bundle) => bundle.rows.pop()],
    ['two rows in another order', (bundle) => bundle.rows.reverse()],
    ['another weight', (bundle) => (bundle.rules.components[0]!.weight = 81)],
  ];
  test.each(tamper)('shows %s', (_, change) => {
    const {bundle, digest} = seal(input, hash);
    const changed = JSON.parse(JSON.stringify(bundle)) as Bundle;
    change(changed);
    const found = verify(changed, digest, hash);
    expect(found.digestMatches).toBe(false);
    expect(found.differences.length).toBeGreaterThan(0);
  });

  test('another seed shows in the digest, even where no lot was needed', () => {
    const {bundle, digest} = seal(input, hash);
    expect(verify({...bundle, seed: 'other'}, digest, hash).digestMatches).toBe(false);
  });
});

test('canonical JSON sorts keys at every depth and leaves out what is undefined', () => {
  expect(canonical({b: [{d: 1, c: null}], a: undefined, e: 'ü'})).toBe('{"b":[{"c":null,"d":1}],"e":"ü"}');
});

describe('a result whose votes come by constituency and from elsewhere', () => {
  const rules: RoundDefinition = {
    key: 'semi',
    name: 'Semi',
    track: 'singing',
    stage: 'vote',
    entries: {shortlist: true},
    ballot: {
      stage: 'vote',
      perDay: 5,
      visibility: 'HIDDEN',
      voters: ['ACCOUNT'],
      groups: 'UNITS_BELOW_OWNER',
      ownGroupExcluded: true,
    },
    components: [
      {
        key: 'vote',
        name: 'Vote',
        weight: 60,
        from: 'BALLOT',
        convert: {method: 'RANK_TABLE', table: [12, 10], perGroup: 'SUM'},
      },
      {key: 'portal', name: 'Portal', weight: 40, from: 'EXTERNAL', convert: {method: 'SHARE_OF_LEADER'}},
    ],
    ties: [{component: 'portal'}, 'LOT'],
    cut: {to: 1, mode: 'EXACTLY', direct: {component: 'portal', first: 1}},
  };
  const of = (id: string, group: string, byGroup: Record<string, number>, portal: number): EntryInput => ({
    ...entry(id, [], '0', '0', '0'),
    ...{sheets: {}, points: {}, carried: {}, group, byGroup, external: {portal}},
    votes: Object.values(byGroup).reduce((sum, votes) => sum + votes, 0),
  });
  const sealed = () =>
    seal(
      {
        campaign: {id: 'c', key: 'singer', definitionVersion: 1},
        ...{
          rules,
          seed: 'seed',
          groups: [
            {key: 'A', name: 'A'},
            {key: 'B', name: 'B'},
          ],
        },
        external: {
          portal: {
            ...{version: 2, source: 'A portal', link: null, takenAt: '2024-08-16T00:00:00.000Z'},
            ...{importedAt: '2024-08-17T00:00:00.000Z', evidence: [{name: 'table.csv', sha256: 'ab'}]},
          },
        },
        entries: [of('a', 'A', {A: 900, B: 3}, 50), of('b', 'B', {A: 2, B: 9}, 100), of('c', 'C', {A: 1, B: 4}, 0)],
      },
      hash,
    );

  test('is worked out from them: votes of the own constituency count for nobody, though they are in the count', () => {
    const {rows} = sealed().bundle;
    // a: 10 of B; b: 12 of A; c: 10 of A and 12 of B; the most is twice 12
    expect(
      rows.map(({entryId, raw, scores, total, advances, direct}) => [entryId, raw, scores, total, advances, direct]),
    ).toEqual([
      ['b', {vote: '11', portal: '100'}, {vote: '50.0000', portal: '100.0000'}, '70.0000', true, true],
      ['c', {vote: '5', portal: '0'}, {vote: '91.6667', portal: '0.0000'}, '55.0000', false, undefined],
      ['a', {vote: '903', portal: '50'}, {vote: '41.6667', portal: '50.0000'}, '45.0000', false, undefined],
    ]);
  });

  test('verifies after a trip through JSON', () => {
    const {bundle, digest} = sealed();
    expect(verify(JSON.parse(JSON.stringify(bundle)) as Bundle, digest, hash)).toEqual({
      differences: [],
      digestMatches: true,
    });
  });

  const mutable = (bundle: Bundle) =>
    bundle.entries as {byGroup: Record<string, number>; external: Record<string, number>}[];
  test.each<[string, (bundle: Bundle) => void, boolean]>([
    ['votes moved from one constituency to another', (bundle) => (mutable(bundle)[2]!.byGroup = {A: 5, B: 0}), true],
    ['a count from elsewhere', (bundle) => (mutable(bundle)[0]!.external = {portal: 101}), true],
    ['where that was', (bundle) => (bundle.external!.portal!.source = 'Another'), false],
    ['the evidence for it', (bundle) => (bundle.external!.portal!.evidence[0]!.sha256 = 'cd'), false],
    ['what a constituency is called', (bundle) => (bundle.groups![0]!.name = 'Z'), false],
    ['who advances directly', (bundle) => delete bundle.rows[0]!.direct, true],
  ])('shows altered: %s', (_, change, inRows) => {
    const {bundle, digest} = sealed();
    const changed = JSON.parse(JSON.stringify(bundle)) as Bundle;
    change(changed);
    const found = verify(changed, digest, hash);
    expect(found.digestMatches).toBe(false);
    expect(found.differences.length > 0).toBe(inRows);
  });

  test('is not worked out from what is only partly there', () => {
    const half = [of('a', 'A', {B: 3}, 50), {...of('b', 'B', {A: 2}, 100), byGroup: undefined, external: {}}];
    const {rows} = seal(
      {campaign: {id: 'c', key: 's', definitionVersion: 1}, rules, seed: 's', entries: half},
      hash,
    ).scored;
    expect(rows.map(({placed}) => placed.missing)).toEqual([
      ['vote', 'portal'],
      ['vote', 'portal'],
    ]);
  });

  test('an award by one component goes by its votes, and the chain of the round parts equal ones (R93)', () => {
    const {bundle} = sealed();
    const equal = {...bundle, entries: bundle.entries.map((each) => ({...each, external: {portal: 7}}))};
    expect(orderOfBundle(bundle, 'portal', hash).map(({id, rank}) => [id, rank])).toEqual([
      ['b', 1],
      ['a', 2],
      ['c', 3],
    ]);
    expect(orderOfBundle(equal, 'portal', hash).map(({rank}) => rank)).toEqual([1, 2, 3]);
    expect(orderOfBundle({...equal, rules: {...rules, ties: [{component: 'portal'}]}}, 'portal', hash)[2]!.rank).toBe(
      1,
    );
  });
});
