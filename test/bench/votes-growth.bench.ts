import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startMariadb} from '../support/mariadb.js';
import {machine, takeTurns} from './turns.js';
import {lessTime, schemaOn, Voters} from './votes.js';

const clients = 512;
const turns = 15;
/** Short, so that the small round stays one. */
const turnMs = 500;
const few = 10_000;
const many = 10_000_000;

/**
 * What a vote costs in a round that holds 10 million of them, against one that holds 10,000, on MariaDB (with a buffer of 4 GB, as a server
 * for votes has) and on SQLite. The voters are new and their ids come in no order, so each key is written somewhere between the
 * millions. The ratio is that of the votes a second, of neighbouring turns; the worse of the two engines counts.
 */
export const bench = {
  name: 'votes-growth',
  floor: 0.83,
  async run() {
    const server = await startMariadb(['--innodb-buffer-pool-size=4G', '--innodb-log-file-size=2G']);
    const folder = await mkdtemp(path.join(tmpdir(), 'concours-bench-'));
    try {
      const mariadb = await growth(() => schemaOn(server.url), server.child.pid);
      const sqlite = await growth((name) => `sqlite:${path.join(folder, `${name}.sqlite`)}`);
      return {ratio: Math.min(mariadb.ratio, sqlite.ratio), raw: {...machine(), few, many, clients, mariadb, sqlite}};
    } finally {
      await server.stop();
      await rm(folder, {recursive: true, force: true});
    }
  },
};

async function growth(place: (name: string) => string, database?: number) {
  const small = await Voters.start({role: 'product', databaseUrl: place('small')}, database);
  const large = await Voters.start({role: 'product', databaseUrl: place('large')}, database);
  try {
    await small.fill(few);
    const began = performance.now();
    await large.fill(many);
    const filledInS = Math.round((performance.now() - began) / 1_000);
    const seen = await takeTurns(turns, [
      {name: 'small', turn: () => small.vote(clients, turnMs, 'BY_RANK')},
      {name: 'large', turn: () => large.vote(clients, turnMs, 'BY_RANK')},
    ]);
    const {stored} = await Voters.settle(small);
    return {
      ...{ratio: seen.ratio('large', 'small'), perSecond: seen.perSecond, ratioOfTurns: seen.spread('large', 'small')},
      ...{ms: {small: small.latency(), large: large.latency()}, filledInS, smallAtTheEnd: stored},
      ...{cpuMicros: {small: small.micros(), large: large.micros()}, ratioByCpu: lessTime(large, small)},
    };
  } finally {
    small.stop();
    large.stop();
  }
}
