import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Logger} from '@concours/kernel/log';
import {TableRefused} from '@concours/kernel/tables/table-refused';
import {In, LessThan} from 'typeorm';
import type {ImportApplyService} from './import-apply.service.js';
import type {ImportCheckService} from './import-check.service.js';
import {ImportChunk, OrganisationImportJob} from './import-job.js';
import {LeaseLost, type ImportLease} from './import-lease.js';
import {ImportRow} from './import-row.js';
import {FileRefused} from './import.refusals.js';

const POLL_MS = 2_000;
const SWEEP_MS = 3_600_000;
/** The rows of an import are looked at for a while; the job itself, with its counts, stays. */
const KEEP_ROWS_MS = 60 * 24 * 3_600_000;
const KEEP_CUT_UPLOADS_MS = 24 * 3_600_000;
const ROWS_AT_ONCE = 2_000;

export interface WorkerParts {
  database: Database;
  lease: ImportLease;
  checking: ImportCheckService;
  applying: ImportApplyService;
  clock: Clock;
  realTime: Clock;
  log: Logger;
  pollMs?: number;
}

/** Works on imports, one at a time, whoever brought them: every instance has one, and a lease tells them apart. */
export class ImportWorker {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = true;
  private sweptAt = 0;

  constructor(private readonly i: WorkerParts) {}

  start(): void {
    this.stopped = false;
    // the fallback for what other instances left behind
    this.timer = setInterval(() => this.wake(), this.i.pollMs ?? POLL_MS).unref();
    this.wake();
  }

  wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  /** What it is working on is left where it is: it goes on elsewhere once the lease has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.i.lease.stop();
    clearInterval(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        for (let job = await this.i.lease.claim(); job; job = await this.i.lease.claim()) await this.workOn(job);
        await this.sweep();
      } catch (error) {
        this.i.log.error({err: error}, 'imports cannot go on and are tried again');
        return;
      }
    }
  }

  private async workOn(job: OrganisationImportJob): Promise<void> {
    const {checking, applying, lease, log} = this.i;
    try {
      if (job.state === 'READING') await checking.check(job);
      else await applying.apply(job);
    } catch (error) {
      // ours still if this instance is being stopped: whoever comes next need not wait
      if (error instanceof LeaseLost) return lease.release(job.id);
      if (error instanceof FileRefused) return this.fail(job, error);
      if (error instanceof TableRefused) return this.fail(job, FileRefused.of(error));
      log.error({err: error, importId: job.id}, 'an import could not go on');
      // what is being applied is tried again once the lease has ended; a file that breaks the reader breaks it every time
      if (job.state === 'READING') await this.fail(job, {code: 'INTERNAL', facts: {}});
    }
  }

  private async fail(
    {id, state}: OrganisationImportJob,
    {code, facts}: Pick<FileRefused, 'facts'> & {code: string},
  ): Promise<void> {
    const {database, lease, clock} = this.i;
    const failing = database.write(async (manager) => {
      await lease.hold(manager, id, state, {state: 'FAILED', problem: {code, facts}, finishedAt: clock.now()});
      await manager.delete(ImportChunk, {importId: id});
    });
    await failing.catch((error: unknown) => {
      // cancelled meanwhile, and its file thrown away, which is why it could not be read
      if (!(error instanceof LeaseLost)) throw error;
    });
  }

  /** What nobody looks at any more: rows of old imports, and uploads that were cut off. */
  private async sweep(): Promise<void> {
    const {database, realTime} = this.i;
    const now = realTime.now().getTime();
    if (now - this.sweptAt < SWEEP_MS) return;
    const old = await database.read.find(OrganisationImportJob, {
      select: {id: true},
      where: {finishedAt: LessThan(new Date(now - KEEP_ROWS_MS)), state: In(['DONE', 'FAILED', 'CANCELLED'])},
    });
    for (const {id} of old) await this.forgetRows(id);
    const kept = database.read.createQueryBuilder(OrganisationImportJob, 'j').select('j.id');
    await database.write((manager) =>
      manager
        .createQueryBuilder()
        .delete()
        .from(ImportChunk)
        .where(`importId < :before AND importId NOT IN (${kept.getQuery()})`, {
          before: idFrom(now - KEEP_CUT_UPLOADS_MS),
        })
        .execute(),
    );
    this.sweptAt = now;
  }

  private async forgetRows(importId: string): Promise<void> {
    for (;;) {
      const rows = await this.i.database.read.find(ImportRow, {
        select: {importId: true, number: true},
        where: {importId},
        take: ROWS_AT_ONCE,
      });
      if (rows.length === 0) return;
      await this.i.database.write((manager) =>
        manager.delete(ImportRow, {importId, number: In(rows.map(({number}) => number))}),
      );
    }
  }
}

/** Less than every id made at that time or later: the first ten characters of a ULID are its time. */
function idFrom(ms: number): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let text = '';
  for (let rest = Math.max(0, ms), n = 0; n < 10; n++) {
    text = digits[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
