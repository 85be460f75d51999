import type {DefinitionFile} from '@concours/schema/definition/definition';
import {planSource, singerSource} from '../../testing/world.js';
import {checkSource} from './definition.check.js';
import {MAX_SOURCE_BYTES} from './definition.source.js';

const everybody = (codes: readonly string[]) =>
  Promise.resolve(new Map(codes.map((code) => [code, {path: code === 'ah' ? 's1.' : 's1.s2.'}])));

const around = {organisations: everybody, campaigns: () => Promise.resolve(new Map<string, DefinitionFile>())};
const check = (source: string) => checkSource(source, around);

/** `line:column code path` of each problem. */
async function told(source: string): Promise<string[]> {
  const {problems} = await check(source);
  return problems.map(({line, column, code, path}) => `${line}:${column} ${code}${path ? ` ${path}` : ''}`);
}

/** The singer's definition with one text replaced, and the line of the replacement. */
function altered(from: string, to: string, source = singerSource): {source: string; line: number} {
  const at = source.indexOf(from);
  if (at < 0) throw new Error(`the file has no ${from}`);
  return {
    source: source.slice(0, at) + to + source.slice(at + from.length),
    line: source.slice(0, at).split('\n').length,
  };
}

describe('the two definitions of the product', () => {
  it.each([
    ['the singer contest', singerSource],
    ['the campaign of 2022', planSource],
  ])('%s has no problem', async (_, source) => {
    expect((await check(source)).problems).toEqual([]);
  });

  it('the singer contest says what its notice says', async () => {
    const {definition} = await check(singerSource);
    const [semi, final] = definition?.rounds ?? [];
    expect(semi.components.map(({key, weight}) => [key, weight])).toEqual([
      ['vote', 40],
      ['judges', 60],
    ]);
    expect(final.components.map(({key, weight}) => [key, weight])).toEqual([
      ['judges', 80],
      ['semi-final', 6],
      ['quiz', 7],
      ['talent', 7],
    ]);
    expect(semi.cut).toEqual({to: 30, mode: 'EXACTLY', next: 'final'});
    expect(definition?.tracks[0].screening?.atMost).toBe(300);
    expect(definition?.tracks[0].recommendation?.caps.map(({most}) => most)).toEqual([20, 20, 8, 3]);
    const [video] = definition?.tracks[0].assets ?? [];
    expect(video).toMatchObject({
      types: ['mp4', 'mov'],
      duration: {most: 300},
      size: {most: 31_457_280},
      aspect: {width: 9, height: 16},
    });
    expect(definition?.stages.find(({key}) => key === 'semi-final-vote')).toMatchObject({
      from: '2024-08-07',
      until: '2024-08-16T23:59:59',
    });
    expect(definition?.awards?.map(({count}) => count)).toEqual([10, undefined, 1, 5]);
  });

  it('the campaign of 2022 has 11 tracks, 5 metrics and the 16 rows of its annex', async () => {
    const {file, definition} = await check(planSource);
    expect(definition?.tracks).toHaveLength(11);
    expect(definition?.plan?.metrics.map(({target}) => target)).toEqual([100, 2000, 300, 50_000, 10_000_000]);
    expect(definition?.plan?.allocation?.rows).toHaveLength(16);
    expect(definition?.plan?.allocation?.sums).toEqual([100, 2000, 300]);
    expect(definition?.tracks[10]).toMatchObject({deadline: '2022-08-30', channels: ['EMAIL']});
    expect(definition?.tracks[10].fields?.[0]).toMatchObject({maxCharacters: 200});
    // written, and not in force before somebody has set their weights
    expect([file?.rounds?.length, definition?.rounds]).toEqual([11, []]);
  });
});

describe('a text that is no YAML of ours', () => {
  it.each([
    ['nothing', '  \n', ['1:1 EMPTY']],
    ['a bare word', 'contest', ['1:1 TYPE_WRONG']],
    ['an unclosed quote', 'campaign:\n  key: "x\n', ['3:1 SYNTAX']],
    ['a tab as indent', 'campaign:\n\tkey: x', ['2:1 SYNTAX']],
    ['an alias', 'a: &x [1]\nb: *x', ['1:7 ALIAS_REFUSED', '2:4 ALIAS_REFUSED']],
    ['a list as a key', '? [a]\n: 2', ['1:3 KEY_NOT_TEXT']],
    ['two documents', 'a: 1\n---\nb: 2', ['2:1 SYNTAX']],
  ])('%s is told with its place', async (_, source, expected) => {
    const problems = await told(source);
    for (const problem of expected) expect(problems).toContain(problem);
    expect(problems.length).toBeLessThanOrEqual(expected.length + 1);
  });

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['braces as keys', `${'{'.repeat(100)}a${'}: 1'.repeat(100)}`],
    ['dashes', '- '.repeat(100_000)],
    ['indents', Array.from({length: 600}, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    [
      'a billion laughs',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['unknown entries', Array.from({length: 20_000}, (_, i) => `k${i}: 1`).join('\n')],
    ['stages of nonsense', `stages:\n${'  - {name: [], x: 1}\n'.repeat(9_000)}`],
  ])('a bomb of %s is answered soon, with a bounded number of problems', async (_, source) => {
    const began = Date.now();
    const {problems} = await check(source);
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(201);
  });

  it('is refused beyond 256 KB, counted in bytes', async () => {
    expect(await told('#'.repeat(MAX_SOURCE_BYTES + 1))).toEqual(['1:1 TOO_LARGE']);
    expect(await told('字'.repeat(90_000))).toEqual(['1:1 TOO_LARGE']);
    expect(await told(`${singerSource}\n#${'x'.repeat(200_000)}`)).toEqual([]);
  });

  it('never lets a document reach a prototype', async () => {
    expect(await told('__proto__: {polluted: 1}\nconstructor: 1')).toEqual(
      expect.arrayContaining(['1:1 KEY_UNKNOWN __proto__', '2:1 KEY_UNKNOWN constructor']),
    );
    expect(({} as {polluted?: number}).polluted).toBeUndefined();
  });
});

describe('a shape that is wrong', () => {
  it.each([
    ['a repeated entry', 'venue: {', 'owner: ah\n  venue: {', 0, 'KEY_DUPLICATE'],
    ['a misspelt entry', 'entryRanking: SHOWN', 'entryRankin: SHOWN', 0, 'KEY_UNKNOWN policies.entryRankin'],
    ['a time of keeping that is none', 'days: 180', 'days: -1', 0, 'NUMBER_RANGE policies.retention.days'],
    ['half a day of keeping', 'days: 180', 'days: 0.5', 0, 'TYPE_WRONG policies.retention.days'],
    ['keeping without a time', '{days: 180}', '{}', 0, 'KEY_MISSING policies.retention'],
    ['an unknown value', 'kind: VOTE', 'kind: VOTING', 0, 'VALUE_UNKNOWN stages[2].kind'],
    ['a weight without quotes', 'weight: 40', 'weight: 40.5', 0, 'SHAPE_WRONG rounds[0].components[0].weight'],
    ['a weight in letters', 'weight: 40', "weight: 'forty'", 0, 'SHAPE_WRONG rounds[0].components[0].weight'],
    ['another source of points', 'from: BALLOT', 'from: BALLOTS', 0, 'VALUE_UNKNOWN rounds[0].components[0].from'],
    [
      'a panel without criteria',
      'criteria: # Ours: the notice names no criteria',
      'criterion:',
      -4,
      'KEY_MISSING rounds[0].components[1]',
    ],
    ['an empty text', 'name: {zh: 封面图片, en: Cover image}', "name: ''", 0, 'TEXT_LENGTH tracks[0].assets[1].name'],
    [
      'a text in one language',
      'name: {zh: 封面图片, en: Cover image}',
      'name: {zh: 封面图片}',
      0,
      'KEY_MISSING tracks[0].assets[1].name',
    ],
    [
      'a negative cap',
      '- {class: member, most: 3}',
      '- {class: member, most: -3}',
      0,
      'NUMBER_RANGE tracks[0].recommendation.caps[3].most',
    ],
    [
      'a carry of two kinds',
      'carry: {component: vote}',
      'carry: {round: vote}',
      0,
      'SHAPE_WRONG rounds[1].components[1].carry',
    ],
    [
      'no hosts',
      'organisations: [ah.sports-association]',
      'organisations: []',
      0,
      'LIST_LENGTH campaign.hosting[1].organisations',
    ],
    ['a capital in a key', 'key: semi-final-vote', 'key: Semi-final', 0, 'FORMAT_WRONG stages[2].key'],
  ])('%s is told at its line, in both languages', async (_, from, to, offset, problem) => {
    const {source, line} = altered(from, to);
    const {problems} = await check(source);
    const found = problems.find(({code, path}) => `${code}${path ? ` ${path}` : ''}` === problem);
    expect(problems.map(({code, path}) => `${code} ${path}`)).toContainEqual(expect.stringContaining(problem));
    expect(found?.line).toBe(line + offset);
    expect(found?.text.zh).toMatch(/[一-龥]/);
    expect(found?.text.en).toMatch(/^[\x20-\x7e一-龥…–]+$/);
  });

  it('says what was probably meant', async () => {
    const {problems} = await check(altered('entryRanking: SHOWN', 'entryRankin: SHOWN').source);
    expect(problems.find(({code}) => code === 'KEY_UNKNOWN')?.text.en).toContain('did you mean "entryRanking"?');
  });

  it('tells one problem for a place with alternatives, not one for each alternative', async () => {
    const {problems} = await check(altered('from: BALLOT', 'from: BALLOTS').source);
    expect(problems.filter(({path}) => path.startsWith('rounds'))).toHaveLength(1);
  });
});

describe('everything at once', () => {
  it('finds what is wrong in the shape of one section, the meaning of another, and codes that nobody knows', async () => {
    let {source} = altered('kind: SCREENING', 'kind: SCREENINGS');
    source = altered('issued: 2024-06-25', 'issued: 2024-02-30', source).source;
    source = altered('by: {round: final}}', 'by: {round: finale}}', source).source;
    source = altered('votes: ALLOWED', 'votes: OFF', source).source;
    source = altered('  owner: ah.sports-association', '  owner: ah.sports', source).source;
    const lookUp = (codes: readonly string[]) => everybody(codes.filter((code) => code !== 'ah.sports'));
    const codes = (await checkSource(source, {...around, organisations: lookUp})).problems.map(({code}) => code);
    expect(codes).toEqual(expect.arrayContaining(['VALUE_UNKNOWN', 'ROUND_UNKNOWN', 'ORGANISATION_UNKNOWN']));
  });

  it('lists problems in the order of the text', async () => {
    const {problems} = await check(
      altered('weight: 40', 'weight: 41', altered('issued: 2024-06-25', 'issued: 2024-02-30').source).source,
    );
    expect(problems.map(({code}) => code)).toEqual(['DATE_UNREAL', 'WEIGHTS_NOT_100']);
  });
});

describe('organisations', () => {
  it('that the tree does not have are told with their line', async () => {
    const {source, line} = altered(
      'ORGANISING, organisations: [ah.culture-company]',
      'ORGANISING, organisations: [ah.nobody]',
    );
    const {problems} = await checkSource(source, {
      ...around,
      organisations: (codes) => everybody(codes.filter((code) => code !== 'ah.nobody')),
    });
    expect(problems).toMatchObject([
      {code: 'ORGANISATION_UNKNOWN', line, path: 'campaign.hosting[2].organisations[0]'},
    ]);
  });

  it('in the allocation stand below the root of the plan', async () => {
    const away = async (codes: readonly string[]) => (await everybody(codes)).set('ah.bozhou', {path: 's9.'});
    const {problems} = await checkSource(planSource, {...around, organisations: away});
    expect(problems).toMatchObject([{code: 'ROW_OUTSIDE_ROOT', path: 'plan.allocation.rows[2].unit'}]);
  });
});
