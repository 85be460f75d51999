import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {machine, short, takeTurns} from './turns.js';
import {lessTime, Voters} from './votes.js';

const clients = 512;
const trials = 3;
const turns = 5;
const turnMs = 2_000;

/**
 * The product's batches on SQLite with `synchronous=FULL` against a transaction a vote: prepared statements on one connection, no pause within.
 * What a transaction a vote costs is mostly the disk's flush, which is quicker at one time than at another: the median of three trials.
 */
export const bench = {
  name: 'votes-sqlite',
  floor: 5,
  async run() {
    const seen = [];
    for (let n = 0; n < trials; n++) seen.push(await trial());
    seen.sort((a, b) => a.ratio - b.ratio);
    const {ratio, raw} = seen[Math.floor(trials / 2)]!;
    return {ratio, raw: {...machine(), clients, trials: seen.map((each) => short(each.ratio)), ...raw}};
  },
};

async function trial() {
  const folder = await mkdtemp(path.join(tmpdir(), 'concours-bench-'));
  const file = (name: string) => `sqlite:${path.join(folder, `${name}.sqlite`)}`;
  const product = await Voters.start({role: 'product', databaseUrl: file('product')});
  const naive = await Voters.start({role: 'naive', databaseUrl: file('naive')});
  try {
    const seen = await takeTurns(turns, [
      {name: 'product', turn: () => product.vote(clients, turnMs, 'BY_RANK')},
      {name: 'naive', turn: () => naive.vote(clients, turnMs, 'BY_RANK')},
    ]);
    await Voters.settle(product);
    await Voters.settle(naive);
    const raw = {
      ...{perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'naive')},
      productMs: product.latency(),
      productSustained: product.sustained(),
      cpuMicros: {product: product.micros(), naive: naive.micros()},
      ratioByCpu: lessTime(product, naive),
    };
    return {ratio: seen.ratio('product', 'naive'), raw};
  } finally {
    product.stop();
    naive.stop();
    await rm(folder, {recursive: true, force: true});
  }
}
