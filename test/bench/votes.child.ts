import {systemClock} from '@concours/kernel/clock';
import {inProcessBus} from '@concours/kernel/events/in-process-bus';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {createLogger} from '@concours/kernel/log';
import {compose} from '@concours/scoring/compose';
import {countTroubles, shareTallies} from './galera-rivals.js';
import {servePart} from './part.js';
import {voteFor, type Handing, type VoteLoad} from './vote-clients.js';
import {openRound, roundId, type RoundShape} from './vote-contest.js';
import {fillVotes} from './vote-filling.js';
import {naiveMysql, naiveSqlite, rawMysql} from './vote-rivals.js';

/** Somebody who stores votes, in a process of its own together with the clients that hand them in. */
export interface Role {
  /** The product from `castBallot` on, without the graph; the same with one tally for all writers; or a rival over the same tables. */
  role: 'product' | 'shared' | 'naive' | 'raw';
  databaseUrl: string;
  shape: RoundShape;
  /** Of a rival. */
  connections?: number;
}

export type Ask =
  | ({ask: 'vote'} & VoteLoad)
  | {ask: 'raw'; forMs: number}
  | {ask: 'counts'}
  | {ask: 'rest'}
  | {ask: 'troubles'}
  | {ask: 'fill'; rows: number};

/** What the tables hold. */
export interface Counts {
  stored: number;
  tallied: number;
  differences: number;
}

const log = createLogger('bench', {level: 'silent'});
let hand: Handing;
const {troubles, insistent} = countTroubles();
let raw: (forMs: number) => Promise<number>;
let counts: () => Promise<Counts>;
let fill: (rows: number) => Promise<void>;
let rest: () => Promise<void> = () => Promise.resolve();

async function become({role, databaseUrl, shape, connections = 1}: Role): Promise<{url: string}> {
  if (role === 'shared') shareTallies();
  const settings = {reconcileEveryMs: 0, ledgerKeys: [{id: 'bench', secret: 'b'.repeat(40)}]};
  const service = await compose({databaseUrl, bus: inProcessBus(log), clock: systemClock, log, settings});
  const round = await openRound(service, shape);
  counts = async () => {
    const number = async (sql: string) => Number((await service.database.read.query(sql))[0].number ?? 0);
    return {
      stored: await number('SELECT COUNT(*) AS number FROM vote'),
      tallied: await number('SELECT SUM(votes) AS number FROM vote_tally'),
      differences: (await service.reconciliation.check()).length,
    };
  };
  fill = (rows) => fillVotes(service.database, databaseUrl, round, rows);
  if (role === 'product' || role === 'shared') {
    // As it serves: the ledger is sealed and looked through beside the votes, and what a rush has left of that is done afterwards.
    await service.start?.();
    rest = async () => {
      while ((await service.ledger.sealing.seal()) > 0 || (await service.watching.work()) > 0);
    };
    const {ballots} = service.slices;
    hand = ({voter, request, entry}) =>
      ballots.cast(callerOf(voter), {roundId, requestId: request, entryIds: [round.entries[entry]!.id]});
    if (role === 'shared') hand = insistent(hand);
  } else if (role === 'naive') {
    const {database} = service;
    hand =
      database.engine === 'sqlite' ? naiveSqlite(database, round) : await naiveMysql(databaseUrl, round, connections);
  } else raw = (forMs) => rawMysql(databaseUrl, round, {connections, forMs});
  return {url: ''};
}

const callerOf = (id: string): Caller => ({
  ...{kind: 'voter', id: null, name: null, grants: []},
  voter: {app: '01J0000000000000000000PART', id},
  requestId: newId(),
});

servePart(become, (question: Ask) => {
  if (question.ask === 'counts') return counts();
  if (question.ask === 'rest') return rest();
  if (question.ask === 'troubles') return troubles;
  if (question.ask === 'fill') return fill(question.rows);
  return question.ask === 'raw' ? raw(question.forMs) : voteFor(question, hand);
});
