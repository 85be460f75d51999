import {createHash} from 'node:crypto';
import type {RoundDefinition} from '@concours/schema/definition/round';
import type {Bundle, EntryInput} from './bundle.js';
import {canonical, seal, verify} from './bundle.rules.js';

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
