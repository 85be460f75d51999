import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import type {Logger} from '@concours/kernel/log';
import type {PersonalVault} from '@concours/kernel/personal/vault';
import {LessThanOrEqual, type EntityManager} from 'typeorm';
import {Errand} from './errand.js';

const AT_ONCE = 10;
/** Longer than any one errand takes: whoever took it and died is followed by another. */
const TAKEN_MS = 60_000;
const LONGEST_WAIT_MS = 300_000;
const POLL_MS = 2_000;

export type Run = (what: unknown) => Promise<void>;

/**
 * Work that must not be lost and may take its time: a row is written with the change that wants it, and whichever instance
 * comes first does it. At least once: one that dies after the deed and before the note does it again.
 */
export class ErrandService {
  private readonly runs = new Map<string, Run>();
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
    private readonly vault: PersonalVault,
    private readonly log: Logger,
  ) {}

  /** Says how a kind of errand is done; before `start`. */
  teach(kind: string, run: Run): void {
    this.runs.set(kind, run);
  }

  async sendIn(manager: EntityManager, i: {kind: string; what: object; until: Date}): Promise<void> {
    await manager.insert(Errand, {
      id: newId(),
      kind: i.kind,
      sealed: this.vault.seal(JSON.stringify(i.what), 'errand'),
      attempts: 0,
      nextAt: this.realTime.now(),
      expiresAt: i.until,
    });
  }

  start(everyMs = POLL_MS): void {
    const round = () => {
      this.timer = setTimeout(() => void this.workOff().finally(round), everyMs);
    };
    round();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    await this.working;
    clearTimeout(this.timer);
  }

  /** All that is due. Fails into the log only: what failed waits for its next turn. */
  workOff(): Promise<void> {
    this.working ??= this.round()
      .catch((error: unknown) => this.log.warn({err: error}, 'errands could not be read'))
      .finally(() => (this.working = undefined));
    return this.working;
  }

  private async round(): Promise<void> {
    for (;;) {
      const due = {
        where: {nextAt: LessThanOrEqual(this.realTime.now())},
        order: {nextAt: 'ASC' as const},
        take: AT_ONCE,
      };
      const errands = await this.database.read.find(Errand, due);
      for (const errand of errands) await this.attempt(errand);
      if (errands.length === 0) return;
    }
  }

  private async attempt({id, kind, sealed, attempts, expiresAt}: Errand): Promise<void> {
    const now = this.realTime.now();
    const mine = await this.put({id, attempts}, {attempts: attempts + 1, nextAt: later(now, TAKEN_MS)});
    if (!mine) return;
    try {
      const run = this.runs.get(kind);
      if (!run) throw new Error(`nobody knows how to do "${kind}"`);
      if (expiresAt > now) await run(JSON.parse(this.vault.open(sealed, 'errand')));
      else this.log.error({kind, attempts}, 'an errand came too late and was given up');
      await this.database.write((manager) => manager.delete(Errand, {id}));
    } catch (error) {
      const wait = Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(attempts, 10));
      this.log.warn({kind, attempts: attempts + 1, reason: reasonOf(error)}, 'an errand failed and is tried again');
      await this.put({id}, {nextAt: later(now, wait)});
    }
  }

  private put(which: {id: string; attempts?: number}, what: Partial<Errand>): Promise<boolean> {
    return this.database.write(async (manager) => (await manager.update(Errand, which, what)).affected === 1);
  }
}

const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

/** A mail server's own words may name an address. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
