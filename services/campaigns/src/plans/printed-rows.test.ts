import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planOnly} from '../../testing/plan-source.js';
import {type World, world} from '../../testing/world.js';

const UNITS = 205;

/** A table that is longer than a notice prints, as it is copied from a spreadsheet. */
const source = (numbers: (n: number) => string, sum: number) =>
  planOnly({
    ...{key: 'everybody', owner: 'ah', root: 'ah'},
    metrics: ['{key: events, name: {zh: 活动, en: Events}, unit: {zh: 场, en: e}, count: {each: report}}'],
    allocation: `  allocation:
    columns: [events]
    sums: [${sum}]
    rows: |
${Array.from({length: UNITS}, (_, n) => `      ah.u${n}\t${numbers(n)}`).join('\n')}`,
  });

describe.each(engines)('a long table on %s', (engine) => {
  let w: World;
  const system = systemCaller();

  beforeEach(async () => {
    w = await world(engine);
    await w.grow('ah', null, {level: 'PROVINCE'});
    for (let n = 0; n < UNITS; n++) await w.grow(`ah.u${n}`, 'ah');
  });
  afterEach(() => w.close());

  it('is rows of its own, and a campaign is loaded without them', async () => {
    const {id} = await w.slices.definitions.apply(
      system,
      source((n) => (n === 3 ? '-' : '2'), 408),
      null,
    );
    const campaign = await w.slices.campaigns.one(system, id);
    expect(campaign.document.plan?.allocation).toMatchObject({sums: [408], rows: []});
    expect(Object.keys(campaign.organisationIds)).toEqual(['ah']);
    expect(await w.slices.plans.countRows(id)).toBe(UNITS);
    const [, , , fourth] = await w.slices.plans.printed(id);
    expect(fourth).toEqual({organisationId: w.of('ah.u3').id, position: 3, targets: {events: null}});
    const second = await w.slices.plans.printed(id, 200, 199);
    expect(second.map(({organisationId}) => organisationId)).toContain(w.of('ah.u204').id);
  });

  it('tells what a new definition changes in it, and in nothing else', async () => {
    await w.slices.definitions.apply(
      system,
      source(() => '2', 410),
      null,
    );
    const {changes, problems} = await w.slices.definitions.check(
      system,
      source((n) => (n === 7 ? '5' : '2'), 413),
    );
    expect(problems).toEqual([]);
    expect(changes.map(({path}) => path)).toEqual(
      expect.arrayContaining([expect.stringContaining('allocation.sums'), expect.stringContaining('allocation.rows')]),
    );
    expect(changes.length).toBeLessThanOrEqual(3);
    const {id} = await w.change(
      source((n) => (n === 7 ? '5' : '2'), 413),
      'five',
    );
    expect((await w.slices.plans.printed(id))[7].targets).toEqual({events: 5});
  });

  it('says on which line of the text something is wrong', async () => {
    const wrong = source((n) => (n === 9 ? '2x' : '2'), 410).replace('ah.u12\t', 'ah.nobody\t');
    const {problems} = await w.slices.definitions.check(system, wrong);
    const line = (text: string) => wrong.split('\n').findIndex((each) => each.includes(text)) + 1;
    expect(problems.map((problem) => problem.line)).toEqual([line('ah.u9\t')]);
    const unknown = await w.slices.definitions.check(system, wrong.replace('2x', '2'));
    expect(unknown.problems.map((problem) => [problem.line, problem.code])).toEqual([
      [line('ah.nobody'), 'ORGANISATION_UNKNOWN'],
    ]);
  });
});
