import {MysqlVoteStore} from '@concours/scoring/ballots/mysql-vote-store';
import {WriterLease} from '@concours/scoring/ballots/writer-lease';
import type {Handing} from './vote-clients.js';

/** Above the batches of any session that a benchmark lives to see. */
const BATCHES_OF_ALL_SESSIONS = 2 ** 48;
const NOBODY = 0;

/**
 * From here on this process stores its votes as the product does in all but one thing: whoever writes adds to the same rows of the
 * tally. What it writes has nobody's number, and batches stay apart by what would have been the number. The ledger's sealer looks at
 * leased numbers only, so such votes are not sealed.
 */
export function shareTallies(): void {
  const nextBatch = WriterLease.prototype.nextBatch;
  WriterLease.prototype.nextBatch = async function () {
    const {writer, batch} = await nextBatch.call(this);
    return {writer: NOBODY, batch: writer * BATCHES_OF_ALL_SESSIONS + batch};
  };
}

/** What went wrong without a vote being lost. */
export interface Troubles {
  /** Batches that another transaction undid, and that were tried again. */
  undone: number;
  /** Clients that were told that it is not known whether their vote is stored, and asked again with the same request. */
  unknown: number;
}

type Transact = (...args: unknown[]) => Promise<unknown>;

/** Counts, from here on, the troubles of this process. Who is `insistent` asks again; anybody else ends. */
export function countTroubles(): {troubles: Troubles; insistent: (hand: Handing) => Handing} {
  const troubles: Troubles = {undone: 0, unknown: 0};
  const transact: unknown = Reflect.get(MysqlVoteStore.prototype, 'transact');
  if (typeof transact !== 'function')
    throw new Error('batches are stored by another method now: count their failures there');
  Reflect.set(MysqlVoteStore.prototype, 'transact', function (this: MysqlVoteStore, ...args: unknown[]) {
    return (transact as Transact).apply(this, args).catch((error: unknown) => {
      troubles.undone++;
      throw error;
    });
  });
  const insistent = (hand: Handing): Handing => {
    const again: Handing = (vote) =>
      hand(vote).catch((error: unknown) => {
        if ((error as {code?: unknown}).code !== 'BALLOT_OUTCOME_UNKNOWN') throw error;
        troubles.unknown++;
        return again(vote);
      });
    return again;
  };
  return {troubles, insistent};
}
