import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import type {HeadPublishing} from '../ledger/head-publishing.service.js';
import {LedgerCursor} from '../ledger/ledger-tables.js';
import {Round} from '../rounds/round.js';
import {AlarmCode} from './alarm.kinds.js';
import {Patience} from './alarm.rules.js';
import type {VoteAlarms} from './vote-alarms.service.js';

/** Twice the time in which a late batch is looked for: what still waits then waits in vain. */
const SEALING_MS = 60_000;
/** After a restart it first learns from the ballots of a day. */
const WATCHING_MS = 60_000;
const PUBLISHING_MS = 120_000;
/** More waiting votes are not counted: the alarm says "at least". */
const MOST = 10_000;

/**
 * Sees from the tables whether the ledger keeps up, and who looks through it, so whatever the reason is that they do not: a loop that
 * throws, one that hangs, or that no instance runs at all.
 */
export class LedgerWatch {
  private readonly sealing = new Patience<number>(SEALING_MS);
  private readonly watching = new Patience<number>(WATCHING_MS);
  private readonly publishing = new Patience<number>(PUBLISHING_MS);

  constructor(
    private readonly parts: {
      database: Database;
      alarms: VoteAlarms;
      heads: Pick<HeadPublishing, 'dueAfter'>;
      log: Logger;
    },
  ) {}

  /** Real time: patience is not the domain's. */
  async look(now = Date.now()): Promise<void> {
    await this.lookAtSealing(now);
    await this.lookAtWatching(now);
    await this.lookAtHeads(now);
  }

  private async lookAtSealing(now: number): Promise<void> {
    const {read} = this.parts.database;
    const cursors = new Map((await read.find(LedgerCursor)).map(({writer, batch}) => [writer, batch]));
    const writers: {id: number}[] = await read.query('SELECT id FROM vote_writer');
    const late = new Map<number, number>();
    let certain = true;
    for (const {id} of writers) {
      const from = cursors.get(id) ?? 0;
      const [waiting]: {batch: unknown}[] = await read.query(
        'SELECT batch FROM vote WHERE writer = ? AND batch > ? ORDER BY batch, seq LIMIT 1',
        [id, from],
      );
      const pace = this.sealing.look(id, waiting ? String(from) : null, now);
      if (pace === 'WAITING') certain = false;
      if (pace !== 'LATE') continue;
      const counts: {round: number; votes: number | string}[] = await read.query(
        `SELECT round, COUNT(*) AS votes FROM (
           SELECT round FROM vote WHERE writer = ? AND batch > ? ORDER BY batch, seq LIMIT ${MOST}) w GROUP BY round`,
        [id, from],
      );
      for (const {round, votes} of counts) late.set(round, (late.get(round) ?? 0) + Number(votes));
    }
    await this.say(AlarmCode.LEDGER_STALLED, late, certain);
  }

  private async lookAtWatching(now: number): Promise<void> {
    const {read} = this.parts.database;
    const rounds: {round: number; seen: number | string; behind: number | string}[] = await read.query(
      `SELECT c.round AS round, SUM(COALESCE(s.blocks, 0)) AS seen, SUM(c.blocks - COALESCE(s.blocks, 0)) AS behind
       FROM ledger_chain c JOIN round r ON r.ref = c.round LEFT JOIN signal_cursor s ON s.round = c.round AND s.writer = c.writer
       WHERE r.removed = 0 GROUP BY c.round`,
    );
    const late = new Map<number, number>();
    let certain = true;
    for (const {round, seen, behind} of rounds) {
      const pace = this.watching.look(round, Number(behind) > 0 ? String(seen) : null, now);
      if (pace === 'WAITING') certain = false;
      if (pace === 'LATE') late.set(round, await this.unseen(round));
    }
    await this.say(AlarmCode.WATCH_FAILED, late, certain);
  }

  private async unseen(round: number): Promise<number> {
    const [{ballots}]: {ballots: number | string | null}[] = await this.parts.database.read.query(
      `SELECT SUM(b.ballots) AS ballots FROM ledger_block b LEFT JOIN signal_cursor s ON s.round = b.round AND s.writer = b.writer
       WHERE b.round = ? AND b.number >= COALESCE(s.blocks, 0) AND b.kind = 'BALLOTS'`,
      [round],
    );
    return Number(ballots ?? 0);
  }

  private async lookAtHeads(now: number): Promise<void> {
    const late = new Map<number, number>();
    let certain = true;
    for (const round of await this.parts.database.read.findBy(Round, {removed: false})) {
      const pace = this.publishing.look(round.ref, await this.headMark(round), now);
      if (pace === 'WAITING') certain = false;
      if (pace === 'LATE') late.set(round.ref, 1);
    }
    await this.say(AlarmCode.HEAD_FAILED, late, certain);
  }

  /** A round of which it can't be told is one whose head can't be published. */
  private async headMark(round: Round): Promise<string | null> {
    try {
      const after = await this.parts.heads.dueAfter(round);
      return after === null ? null : `after ${after}`;
    } catch (error) {
      this.parts.log.warn({err: error, round: round.id}, 'whether a head of the ledger is due can not be told');
      return 'unknown';
    }
  }

  /** While it is not certain that all is well, no alarm is taken back. */
  private async say(code: AlarmCode, late: ReadonlyMap<number, number>, certain: boolean): Promise<void> {
    const {alarms} = this.parts;
    for (const [round, count] of late) await alarms.raise(round, code, count);
    if (!certain) return;
    for (const {round} of await alarms.standing(code)) if (!late.has(round)) await alarms.clear(round, code);
  }
}
