import {tryActs, tryOpen} from './acts.js';
import {inParallel, report, type Asker, type Finding, type Tried} from './asking.js';
import {askersOf, whoSeesAll} from './askers.js';
import {unlisted, unmarked, unreachable} from './coverage.js';
import {leaksIn} from './leaks.js';
import {references, resolvable, tryReferences} from './references.js';
import {tryRows} from './rows.js';
import {acts, open, questions, rows} from './tables.js';
import {types} from './types.js';
import {openWorld} from './world.js';
import type {World} from './world-rows.js';

const NONE = '0 answers differ';

describe('the tables of the matrix', () => {
  const tables = {rows, acts, open, questions};

  it('name every field of the graph, and no other', () => {
    expect(unlisted(tables)).toEqual([]);
    expect(unreachable(tables)).toEqual([]);
  });

  it('say what the graph says of who may ask for what', () => {
    expect(unmarked(tables)).toEqual([]);
  });

  it('name every type that one service answers others for', () => {
    expect(Object.keys(references).sort()).toEqual(resolvable().sort());
  });
});

describe('who may see and do what', () => {
  let world: World;
  let askers: Asker[];
  let all: Awaited<ReturnType<typeof whoSeesAll>>;
  let asked = 0;
  const heard: Tried['heard'] = [];
  const keep = (tried: Tried): Tried => {
    asked += tried.asked;
    heard.push(...tried.heard);
    return tried;
  };
  beforeAll(async () => {
    world = await openWorld();
    askers = await askersOf(world);
    all = await whoSeesAll(world);
  }, 180_000);
  afterAll(() => world.siege.close());

  it.each(Object.entries(rows))(
    '%s: each field of each row is there for whom it is for, at each place, and for nobody else',
    async (type, table) => {
      const {findings} = keep(await tryRows(world, askers, all, [type, table], types));
      expect(report(findings)).toBe(NONE);
    },
    180_000,
  );

  it.each(Object.entries(acts))(
    '%s: done by who holds its permission at the place, refused alike to everybody else',
    async (name, each) => {
      const {findings} = keep(await tryActs(world, askers, {[name]: each}));
      expect(report(findings)).toBe(NONE);
    },
    180_000,
  );

  it.each(Object.entries(open))(
    '%s: answered by who asks, not by what they ask about',
    async (name, each) => {
      expect(report(await tryOpen(world, askers, {[name]: each}))).toBe(NONE);
    },
    180_000,
  );

  it.each(Object.keys(references))(
    '%s is no way round: a forged reference finds what its caller may see',
    async (name) => {
      const findings: Finding[] = [];
      await inParallel(askers, async (asker) => void findings.push(...(await tryReferences(world, asker, name))));
      expect(report(findings)).toBe(NONE);
    },
    180_000,
  );

  it('nothing that anybody heard carries the mark of a place that they may not see', () => {
    expect(asked).toBeGreaterThan(2_000);
    expect(report(heard.flatMap(leaksIn))).toBe(NONE);
  });
});
