import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import {takeLease} from '@concours/kernel/leased-loop';
import type {EntityManager} from 'typeorm';
import {allTheTime, type SpareTime} from '../ballots/spare-time.js';
import {blockAfter, chainEnd} from './chain-end.js';
import type {LedgerSecrets} from './ledger-secrets.js';
import {LedgerBlock, LedgerChain, LedgerCursor, LedgerLease} from './ledger-tables.js';
import {VoidSealing} from './void-sealing.service.js';
import {ballotsIn, readVotes, VoteLines, type VoteRow, type VoteRows} from './vote-lines.js';

/** More than a batch can have, so at least one is whole. */
const ROWS = 6_000;
/** Of one transaction: those who vote wait for it on SQLite. */
const BATCHES = 200;
const BLOCKS_PER_STATEMENT = 50;
/** How long after its neighbours a batch may turn up: a commit whose answer was lost, an instance that stood still. */
const LATE_MS = 60_000;
const LOOK_FOR_LATE_MS = 20_000;

interface Sealed {
  chains: LedgerChain[];
  blocks: LedgerBlock[];
  rows: number;
}

/**
 * Chains what was voted, batch by batch, within about a second, or after a rush: the vote path knows nothing of it. Ballots are read and
 * hashed outside of any transaction, so nobody who votes waits for that; the transaction only writes what came out, if nobody else has
 * meanwhile.
 */
export class LedgerSealing {
  readonly me = newId();
  private readonly lines: VoteLines;
  private readonly voids: VoidSealing;
  /** By writer: when its late batches were last looked for, and how far it was sealed then. */
  private readonly looks = new Map<number, {at: number; batch: number}>();

  constructor(private readonly parts: {database: Database; secrets: LedgerSecrets; inSpareTime?: SpareTime}) {
    this.lines = new VoteLines(parts.database.read);
    this.voids = new VoidSealing({...parts, lines: this.lines, me: this.me});
  }

  /** Seals everything there is, and answers how many marks and voids; none while another instance is at it. */
  async seal(): Promise<number> {
    if (!(await this.mayTry())) return 0;
    const {database, inSpareTime = allTheTime} = this.parts;
    const writers: {id: number}[] = await database.read.query('SELECT id FROM vote_writer ORDER BY id');
    let sealed = 0;
    for (const {id} of writers) {
      for (let rows = 1; rows > 0; sealed += rows) rows = await inSpareTime(() => this.sealNext(id));
      sealed += await this.sealLate(id);
    }
    return sealed + (await this.voids.seal());
  }

  private async mayTry(): Promise<boolean> {
    const lease = await this.parts.database.read.findOneByOrFail(LedgerLease, {id: 1});
    return lease.holder === null || lease.holder === this.me || (lease.leasedUntil ?? new Date(0)) < new Date();
  }

  /** Batches after the last that was sealed. */
  private async sealNext(writer: number): Promise<number> {
    const cursor = await this.cursor(writer);
    const where = 'v.writer = ? AND v.batch > ? ORDER BY v.batch, v.seq LIMIT ?';
    const rows = wholeBatches(await readVotes(this.parts.database.read, where, [writer, cursor.batch, ROWS]));
    if (rows.length === 0) return 0;
    const sealed = await this.prepare(writer, rows);
    const next = {...cursor, batch: rows[rows.length - 1].batch};
    return (await this.write(cursor, next, sealed)) ? sealed.rows : 0;
  }

  /**
   * Batches that were committed after later ones. Those that turn up when all is long settled are left alone: no ballot of ours
   * does, and `ledger:verify` names them.
   */
  private async sealLate(writer: number): Promise<number> {
    const now = Date.now();
    const look = this.looks.get(writer);
    if (look && now - look.at < LOOK_FOR_LATE_MS) return 0;
    const cursor = await this.cursor(writer);
    const missing: {batch: number | string}[] = await this.parts.database.read.query(
      `SELECT DISTINCT v.batch AS batch FROM vote v
       LEFT JOIN ledger_block b ON b.writer = v.writer AND b.batch = v.batch AND b.round = v.round
       WHERE v.writer = ? AND v.batch > ? AND v.batch <= ? AND b.number IS NULL`,
      [writer, cursor.settled, cursor.batch],
    );
    let count = 0;
    for (const {batch} of missing) {
      if (await this.hasBlock(writer, Number(batch))) continue;
      const rows = await readVotes(this.parts.database.read, 'v.writer = ? AND v.batch = ? ORDER BY v.seq', [
        writer,
        batch,
      ]);
      const sealed = await this.prepare(writer, rows);
      if (await this.write(cursor, cursor, sealed)) count += sealed.rows;
    }
    if (!look || now - look.at >= LATE_MS) {
      if (look) await this.settle(cursor, look.batch);
      this.looks.set(writer, {at: now, batch: cursor.batch});
    }
    return count;
  }

  /** A batch is stored whole or not at all: what is added to one that was sealed is nobody's vote. */
  private hasBlock(writer: number, batch: number): Promise<boolean> {
    return this.parts.database.read.existsBy(LedgerBlock, {writer, batch});
  }

  private async settle(cursor: LedgerCursor, batch: number): Promise<void> {
    if (batch <= cursor.settled) return;
    await this.parts.database.write((manager) =>
      manager.update(LedgerCursor, {writer: cursor.writer}, {settled: batch}),
    );
  }

  private async cursor(writer: number): Promise<LedgerCursor> {
    const found = await this.parts.database.read.findOneBy(LedgerCursor, {writer});
    return found ?? Object.assign(new LedgerCursor(), {writer, batch: 0, settled: 0});
  }

  /** A block for each round of each batch. */
  private async prepare(writer: number, rows: readonly VoteRow[]): Promise<Sealed> {
    const chains = new Map<number, LedgerChain>();
    const blocks: LedgerBlock[] = [];
    for (const ballots of byRoundAndBatch(ballotsIn(rows))) {
      const [{round, batch}] = ballots;
      const secret = await this.parts.secrets.of(round);
      const roundId = await this.lines.roundId(round);
      const end = chains.get(round) ?? (await chainEnd(this.parts.database.read, {round, roundId, writer, secret}));
      const lines = await this.lines.linesOf(ballots, secret);
      const marks = ballots.reduce((sum, ballot) => sum + ballot.rows.length, 0);
      const {block, chain} = blockAfter(end, {kind: 'BALLOTS', roundId, batch, marks, lines});
      blocks.push(block);
      chains.set(round, chain);
    }
    return {chains: [...chains.values()], blocks, rows: rows.length};
  }

  /** False where another instance has the lease, or has sealed the same meanwhile. */
  private write(from: LedgerCursor, to: LedgerCursor, {chains, blocks}: Sealed): Promise<boolean> {
    return this.parts.database.write(async (manager) => {
      if (!(await takeLease(manager, LedgerLease, this.me))) return false;
      if (!(await isWhereItWas(manager, from, blocks))) return false;
      for (let from = 0; from < blocks.length; from += BLOCKS_PER_STATEMENT) {
        const some = blocks.slice(from, from + BLOCKS_PER_STATEMENT);
        await manager.createQueryBuilder().insert().into(LedgerBlock).values(some).updateEntity(false).execute();
      }
      for (const chain of chains) await manager.save(LedgerChain, chain);
      await manager.save(LedgerCursor, Object.assign(new LedgerCursor(), to));
      return true;
    });
  }
}

/** The lease's row is held: from here on nobody changes it. */
async function isWhereItWas(manager: EntityManager, from: LedgerCursor, blocks: LedgerBlock[]): Promise<boolean> {
  const cursor = await manager.findOneBy(LedgerCursor, {writer: from.writer});
  if ((cursor?.batch ?? 0) !== from.batch) return false;
  const first = new Map<number, LedgerBlock>();
  for (const block of blocks) if (!first.has(block.round)) first.set(block.round, block);
  for (const {round, writer, number} of first.values()) {
    const chain = await manager.findOneBy(LedgerChain, {round, writer});
    if ((chain?.blocks ?? 0) !== number) return false;
  }
  return true;
}

/** The first batches, without the last of these where more of it may follow. */
function wholeBatches(rows: VoteRow[]): VoteRow[] {
  const batches = [...new Set(rows.map(({batch}) => batch))];
  const whole = new Set(batches.slice(0, Math.min(BATCHES, rows.length < ROWS ? batches.length : batches.length - 1)));
  return rows.filter(({batch}) => whole.has(batch));
}

function byRoundAndBatch(ballots: readonly VoteRows[]): VoteRows[][] {
  const groups = new Map<string, VoteRows[]>();
  for (const ballot of ballots) {
    const key = `${ballot.batch} ${ballot.round}`;
    const group = groups.get(key);
    if (group) group.push(ballot);
    else groups.set(key, [ballot]);
  }
  return [...groups.values()];
}
