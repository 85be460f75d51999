import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {machine, takeTurns} from './turns.js';
import {lessTime, Voters} from './votes.js';

const clients = 512;
const turns = 7;
const turnMs = 2_000;

/** The product's batches on SQLite with `synchronous=FULL` against a transaction a vote: prepared statements on one connection, no pause within. */
export const bench = {
  name: 'votes-sqlite',
  floor: 5,
  async run() {
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
        ...machine(),
        ...{clients, perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'naive')},
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
  },
};
