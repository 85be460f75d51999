import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {createLogger} from '@concours/kernel/log';
import {PersonalVault} from '@concours/kernel/personal/vault';
import {may} from '@concours/kernel/scope';
import {compose, type OrganisationsService} from '@concours/organisations/compose';
import {permissions} from '@concours/schema/access';

const sizes = [1_000, 10_000, 100_000] as const;
const rounds = 15;
const perRound = 20;

/**
 * What the size of the tree costs whoever does not look at all of it: the first and the second page of 50 of a subtree (that
 * of a province, which is everything, and of a city, a tenth of it), the way up from a unit, and whether a caller may do
 * something there. 1,000, 10,000 and 100,000 organisations on SQLite; the ratio is the time at 1,000 over that at 100,000
 * (over 10,000 it is in `raw`). Sizes take turns, so that whatever else the machine does hits all of them; the median counts.
 *
 * Counting is not in it: a page is read without its `totalCount`, which is counted only for whoever asks, and grows with
 * what is counted. `countMs` says how long that takes for the province.
 */
export const bench = {
  name: 'scope-growth',
  floor: 0.67,
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'concours-growth-'));
    const trees: Tree[] = [];
    try {
      for (const size of sizes) trees.push(await plant(folder, size));
      for (const tree of trees) await measure(tree);
      for (let round = 0; round < rounds; round++) for (const tree of trees) tree.micros.push(await measure(tree));
      const [small, middle, large] = trees.map(({micros}) => median(micros)) as [number, number, number];
      const countMs: number[] = [];
      for (const tree of trees) countMs.push(await count(tree));
      const raw = {sizes, micros: [small, middle, large], over10000: short(small / middle), countMs};
      return {ratio: small / large, raw};
    } finally {
      for (const {service} of trees) await service.database.close();
      await rm(folder, {recursive: true, force: true});
    }
  },
};

interface Tree {
  service: OrganisationsService;
  /** Of the province and a city. */
  places: string[];
  /** Somewhere below a county. */
  unitId: string;
  caller: Caller;
  /** What each round took. */
  micros: number[];
}

/** A province with ten cities, each with ten counties, and the rest as units below the counties. */
async function plant(folder: string, size: number): Promise<Tree> {
  const log = createLogger('bench', {level: 'silent'});
  const service = await compose({
    databaseUrl: `sqlite:${path.join(folder, `${size}.sqlite`)}`,
    bus: inProcessBus(log),
    clock: systemClock,
    log,
    settings: {passwordCost: 'quick', setUp: false, vault: new PersonalVault([{id: 'bench', secret: 'b'.repeat(32)}])},
  });
  const {importing, reading} = service.slices;
  const rows = Array.from({length: size}, (_, n) => {
    const parentCode = n === 0 ? null : n <= 10 ? 'u0' : n <= 110 ? `u${1 + (n % 10)}` : `u${11 + (n % 100)}`;
    const kind = n <= 110 ? ('FEDERATION' as const) : ('GRASSROOTS_UNION' as const);
    return {code: `u${n}`, parentCode, kind, level: 'UNIT' as const, nameZh: `第${n}单位工会`};
  });
  for (let from = 0; from < size; from += 5_000) await importing.import(systemCaller(), rows.slice(from, from + 5_000));
  const found = await reading.byCodes(['u0', 'u1', `u${size - 1}`]);
  const [province, city, unit] = found.map((organisation) => organisation!);
  const grant = {role: 'UNIT_ADMIN', organisation: city!.id, path: city!.path};
  return {
    service,
    places: [province!.id, city!.id],
    unitId: unit!.id,
    caller: {...systemCaller(), kind: 'account', id: 'a', name: 'a', grants: [grant]},
    micros: [],
  };
}

/** Microseconds for a set of questions. */
async function measure({service, places, unitId, caller}: Tree): Promise<number> {
  const {listing, reading} = service.slices;
  const began = performance.now();
  for (let n = 0; n < perRound; n++) {
    for (const under of places) {
      const {nodes, pageInfo} = await listing.page(caller, {first: 50, under});
      const next = await listing.page(caller, {first: 49, under, after: pageInfo.endCursor!});
      if (nodes.length !== 50 || next.nodes.length !== 49) throw new Error('a page of another length');
    }
    const unit = await reading.one(unitId);
    const [above] = await reading.ancestors([unit]);
    if (above?.length !== 3) throw new Error('a unit that hangs elsewhere');
    may(caller, {roles: permissions['organisation.administer'], path: unit.path});
  }
  return ((performance.now() - began) * 1_000) / perRound;
}

async function count({service, places, caller}: Tree): Promise<number> {
  const began = performance.now();
  await (await service.slices.listing.page(caller, {first: 1, under: places[0]})).count();
  return short(performance.now() - began);
}

function median(values: number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);
}

function short(value: number): number {
  return Number(value.toFixed(3));
}
