import {type Database, isDuplicate} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';

const LEASE_MS = 60_000;
/** Renewed when less than this is left, by the next batch: an instance that is idle may lose its number. */
const RENEW_MS = 30_000;
/** Batches of one session; with 2^21 sessions a batch number stays within what a float holds exactly. */
const BATCHES = 2 ** 32;
/** Of votes: they have a ledger of their own. */
const ledger = {unaudited: 'a number to write votes under, which have a ledger of their own'};

interface Lease {
  writer: number;
  session: number;
  until: number;
}

/**
 * The number under which an instance writes its own tally rows, so that instances never wait for one another's. Numbers are leased
 * and used again, or each start would add a row per entry. Batches are numbered within a session, and every lease begins a new one:
 * even two instances that believe to hold one number never write the same batch.
 */
export class WriterLease {
  private readonly holder = newId();
  private lease: Lease | undefined;
  private batches = 0;

  constructor(private readonly database: Database) {}

  async nextBatch(): Promise<{writer: number; batch: number}> {
    const now = Date.now();
    if (!this.lease || this.lease.until - now < RENEW_MS) await this.renew(now);
    const {writer, session} = this.lease!;
    return {writer, batch: session * BATCHES + this.batches++};
  }

  async release(): Promise<void> {
    if (!this.lease) return;
    const {writer, session} = this.lease;
    this.lease = undefined;
    await this.database.write(
      (manager) =>
        manager.query('UPDATE vote_writer SET leased_until = 0 WHERE id = ? AND session = ?', [writer, session]),
      ledger,
    );
  }

  private async renew(now: number): Promise<void> {
    const held = this.lease;
    this.lease = undefined;
    this.lease = (held && (await this.extend(held, now))) ?? (await this.acquire(now));
  }

  private extend(held: Lease, now: number): Promise<Lease | undefined> {
    return this.database.write(async (manager) => {
      const renewed = {...held, until: now + LEASE_MS};
      await manager.query('UPDATE vote_writer SET leased_until = ? WHERE id = ? AND session = ? AND holder = ?', [
        renewed.until,
        held.writer,
        held.session,
        this.holder,
      ]);
      const rows: {session: number}[] = await manager.query(
        'SELECT session FROM vote_writer WHERE id = ? AND holder = ? AND leased_until = ?',
        [held.writer, this.holder, renewed.until],
      );
      return rows[0]?.session === held.session ? renewed : undefined;
    }, ledger);
  }

  private async acquire(now: number): Promise<Lease> {
    for (let attempt = 1; ; attempt++) {
      try {
        const lease = await this.claim(now);
        this.batches = 0;
        return lease;
      } catch (error) {
        // Another instance that starts now has inserted the same number.
        if (attempt === 20 || !isDuplicate(error)) throw error;
      }
    }
  }

  private claim(now: number): Promise<Lease> {
    const lock = this.database.engine === 'mysql' ? ' FOR UPDATE' : '';
    const until = now + LEASE_MS;
    return this.database.write(async (manager) => {
      const rows: {id: number; session: number}[] = await manager.query(
        `SELECT id, session FROM vote_writer WHERE leased_until < ? ORDER BY id LIMIT 1${lock}`,
        [now],
      );
      if (rows[0]) {
        const {id: writer, session} = rows[0];
        await manager.query('UPDATE vote_writer SET holder = ?, session = ?, leased_until = ? WHERE id = ?', [
          this.holder,
          session + 1,
          until,
          writer,
        ]);
        return {writer, session: session + 1, until};
      }
      const [{next}]: {next: number}[] = await manager.query(
        'SELECT COALESCE(MAX(id), 0) + 1 AS next FROM vote_writer',
      );
      const writer = Number(next);
      await manager.query('INSERT INTO vote_writer (id, holder, session, leased_until) VALUES (?, ?, 1, ?)', [
        writer,
        this.holder,
        until,
      ]);
      return {writer, session: 1, until};
    }, ledger);
  }
}
