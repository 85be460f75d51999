import {expectAlive} from './attack.js';
import {definition, units} from './siege-contest.js';
import {openSiege, type Person, type Siege} from './siege.js';

interface Problem {
  line: number;
  code: string;
  text: {zh: string; en: string};
}

let siege: Siege;
let owner: Person;
beforeAll(async () => {
  siege = await openSiege('2024-07-25T09:00:00+08:00');
  await siege.organise(units);
  owner = await siege.person('owner', 'CAMPAIGN_OWNER', 'ah');
}, 60_000);
afterAll(() => siege.close());

const APPLY = 'mutation ($source: String!) {applyDefinition(source: $source) {id}}';
const lineOf = (source: string, text: string): number => source.slice(0, source.indexOf(text)).split('\n').length;

async function problemsOf(source: string): Promise<Problem[]> {
  const {errors} = await owner.send(APPLY, {source});
  expect(errors?.[0]?.extensions?.code).toBe('DEFINITION_INVALID');
  return (errors?.[0]?.extensions?.facts as {problems: Problem[]}).problems;
}

describe('a definition', () => {
  afterEach(async () => {
    expect(await owner.ask('{campaigns {id}}')).toEqual({campaigns: []});
    await expectAlive(siege);
  });

  it.each<[string, string, string]>([
    ['weights that add up to 101', 'weight: 60', 'weight: 61'],
    ['a cap below nought', '{class: city, most: 20}', '{class: city, most: -1}'],
    ['two caps for one class', '[{class: city, most: 20}]', '[{class: city, most: 20}, {class: city, most: 3}]'],
    ['a cap for a class that is not there', '{class: city, most: 20}', '{class: town, most: 20}'],
    ['at least more marks than at most', 'marks: {atLeast: 1, atMost: 10}', 'marks: {atLeast: 11, atMost: 10}'],
    ['a unit that is not there', '{unit: ah.hefei, quotas: [10]}', '{unit: ah.atlantis, quotas: [10]}'],
    [
      'a window that ends before it starts',
      'from: 2024-08-01, until: 2024-08-31',
      'from: 2024-08-31, until: 2024-08-01',
    ],
    ['quotas that do not add up', 'sums: [20]', 'sums: [21]'],
    ['a stage that is not there', 'stage: judging', 'stage: nowhere'],
  ])('with %s is refused whole, with the line', async (_what, right, wrong) => {
    const source = definition.replace(right, wrong);
    const problems = await problemsOf(source);
    const line = lineOf(source, wrong);
    // What several lines bring about together is told at the head of them.
    expect(problems.some((problem) => Math.abs(problem.line - line) <= 4)).toBe(true);
    for (const {text} of problems)
      expect(text).toEqual({zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String)});
  });

  it('with many of these at once is told all of them', async () => {
    const source = definition
      .replace('weight: 60', 'weight: 61')
      .replace('ah.bengbu, quotas', 'ah.atlantis, quotas')
      .replace('from: 2024-08-01, until: 2024-08-31', 'from: 2024-08-31, until: 2024-08-01');
    expect((await problemsOf(source)).length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['doubling aliases', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n${definition}`],
    ['a thousand brackets', `x: ${'['.repeat(1_000)}`],
    ['ten thousand indents', Array.from({length: 200}, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['a tag', `x: !!js/function "function () {}"\n${definition}`],
    ['keys that are objects', `? {a: {b: c}}\n: 1\n${definition}`],
    ['__proto__', `__proto__: {polluted: true}\n${definition}`],
    ['a key twice', definition.replace('concours: 1', 'concours: 1\nconcours: 1')],
    ['nothing', ''],
    ['no YAML', '\u0000\u0001{{{'],
    ['ninety kilobytes of nothing', `x: ${'y'.repeat(90_000)}`],
  ])('of %s is refused with its lines', async (_what, source) => {
    for (const {line} of await problemsOf(source)) expect(line).toBeGreaterThanOrEqual(1);
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
  });

  it('is checked and applied for nobody without the right to it', async () => {
    const nobody = await siege.person('nobody');
    for (const [by, code] of [
      [siege.anybody, 'NOT_SIGNED_IN'],
      [nobody, 'NOT_PERMITTED'],
    ] as const) {
      expect(await by.refused(APPLY, {source: definition})).toBe(code);
      expect(
        await by.refused('query ($source: String!) {checkDefinition(source: $source) {applicable}}', {
          source: definition,
        }),
      ).toBe(code);
    }
  });
});
