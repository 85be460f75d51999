import {startMariadb} from '../support/mariadb.js';
import {machine, takeTurns} from './turns.js';
import {schemaOn, Voters} from './votes.js';

const clients = 2_000;
const turns = 5;
const turnMs = 3_000;

/**
 * 2,000 clients over two instances of the product on one database, each with tally rows of its own, against plain multi-row inserts
 * into a table with the same keys over two connections: what this machine can store at all. `alone` is one instance with all the clients.
 */
export const bench = {
  name: 'votes-batch-2000',
  floor: 0.35,
  async run() {
    const server = await startMariadb(['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=1G']);
    const databaseUrl = schemaOn(server.url);
    const first = await Voters.start({role: 'product', databaseUrl});
    const second = await Voters.start({role: 'product', databaseUrl});
    const raw = await Voters.start({role: 'raw', databaseUrl: schemaOn(server.url), connections: 2});
    const both = [first, second];
    try {
      const half = clients / 2;
      const seen = await takeTurns(turns, [
        {
          name: 'product',
          turn: async () => {
            const [one = 0, other = 0] = await Promise.all(both.map((each) => each.vote(half, turnMs, 'BY_RANK')));
            return one + other;
          },
        },
        {name: 'raw', turn: () => raw.raw(turnMs)},
        {name: 'alone', turn: () => first.vote(clients, turnMs, 'BY_RANK')},
      ]);
      await Voters.settle(...both);
      return {
        ratio: seen.ratio('product', 'raw'),
        raw: {
          ...machine(),
          ...{clients, perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'raw')},
          alone: seen.ratio('alone', 'raw'),
          productMs: second.latency(),
          productSustained: first.sustained(),
          cpuMicros: second.micros(),
        },
      };
    } finally {
      for (const part of [...both, raw]) part.stop();
      await server.stop();
    }
  },
};
