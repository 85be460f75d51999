import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startMariadb} from '../support/mariadb.js';
import {slowFsync} from './slow-fsync.js';
import {machine, takeTurns} from './turns.js';
import {schemaOn, Voters} from './votes.js';

const clients = 512;
const turns = 5;
const turnMs = 4_000;

/**
 * The same as votes-batch-512 where a flush costs what it costs on a disk that really writes: 2 ms more by a preloaded library, and a
 * binary log that is flushed for each commit. All vote for one entry, whose tally row is what a transaction a vote waits for;
 * `spread` is that with votes for thirty entries by rank, where the database can flush several commits at once.
 */
export const bench = {
  name: 'votes-honest-fsync',
  floor: 50,
  async run() {
    const folder = await mkdtemp(path.join(tmpdir(), 'concours-slow-'));
    // The database runs as another user and has to read it.
    await chmod(folder, 0o755);
    const slow = await slowFsync(folder);
    const binlog = ['--log-bin', '--sync-binlog=1', '--server-id=1', '--innodb-flush-log-at-trx-commit=1'];
    const room = ['--innodb-buffer-pool-size=512M', '--innodb-log-file-size=512M'];
    const server = await startMariadb([...binlog, ...room], slow);
    const product = await Voters.start({role: 'product', databaseUrl: schemaOn(server.url)});
    const naive = await Voters.start({role: 'naive', databaseUrl: schemaOn(server.url), connections: 64});
    try {
      const seen = await takeTurns(turns, [
        {name: 'product', turn: () => product.vote(clients, turnMs, 'ONE')},
        {name: 'naive', turn: () => naive.vote(clients, turnMs, 'ONE')},
        {name: 'productSpread', turn: () => product.vote(clients, turnMs, 'BY_RANK')},
        {name: 'naiveSpread', turn: () => naive.vote(clients, turnMs, 'BY_RANK')},
      ]);
      await Voters.settle(product);
      await Voters.settle(naive);
      const raw = {
        ...machine(),
        flush: slow ? '2 ms more by a preloaded library, sync_binlog=1' : 'sync_binlog=1 alone: no compiler here',
        ...{clients, perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'naive')},
        spread: seen.ratio('productSpread', 'naiveSpread'),
        productMs: product.latency(),
        naiveMs: naive.latency(),
      };
      return {ratio: seen.ratio('product', 'naive'), raw};
    } finally {
      product.stop();
      naive.stop();
      await server.stop();
      await rm(folder, {recursive: true, force: true});
    }
  },
};
