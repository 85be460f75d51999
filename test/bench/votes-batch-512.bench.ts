import {startMariadb} from '../support/mariadb.js';
import {machine, takeTurns} from './turns.js';
import {lessTime, schemaOn, Voters} from './votes.js';

const clients = 512;
const turns = 5;
const turnMs = 3_000;

/**
 * 512 clients that vote for the same entry as fast as they are answered: the product's batches against one transaction a vote on one
 * hot tally row, over 64 connections. MariaDB with a flush for every commit, the same tables and keys. `spread` is the same
 * with votes for thirty entries by rank, where the rows that are waited for are more. `ratioByCpu` compares the processor time of a
 * vote, the database's included: on a machine that does much else 64 connections get more turns than one batch after the other.
 */
export const bench = {
  name: 'votes-batch-512',
  floor: 5,
  async run() {
    const server = await startMariadb(['--innodb-buffer-pool-size=512M', '--innodb-log-file-size=512M']);
    const {pid} = server.child;
    const product = await Voters.start({role: 'product', databaseUrl: schemaOn(server.url)}, pid);
    const naive = await Voters.start({role: 'naive', databaseUrl: schemaOn(server.url), connections: 64}, pid);
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
        ...{clients, perSecond: seen.perSecond, ratioOfTurns: seen.spread('product', 'naive')},
        spread: seen.ratio('productSpread', 'naiveSpread'),
        productMs: product.latency(),
        productSustained: product.sustained(),
        naiveMs: naive.latency(),
        cpuMicros: {product: product.micros(), naive: naive.micros()},
        ratioByCpu: lessTime(product, naive),
      };
      return {ratio: seen.ratio('product', 'naive'), raw};
    } finally {
      product.stop();
      naive.stop();
      await server.stop();
    }
  },
};
