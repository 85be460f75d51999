import type {Clock} from '@concours/kernel/clock';
import {newId} from '@concours/kernel/ids';
import type {Logger} from '@concours/kernel/log';
import {Mailbox} from './mailbox.js';
import type {Plan} from './plan.js';
import {cellsOf, type Done, type Plans, rowOf, targetsOf} from './plan.service.js';
import {LiveKind, type PlanProgressEntry, type PlanProgressEvent} from './quota-row.js';

export interface FeedTimes {
  /** Deltas are no closer together than this. */
  coalesceMs: number;
  /** Something is said at least this often; the database is asked as often, in case a hint was lost. */
  heartbeatMs: number;
}

const MOST_WAITING = 16;

/** The progress of one plan as it moves, read once for all subscribers of this process. Hints only say when to look; the database says what. */
export class ProgressFeed {
  private readonly subscribers = new Set<Mailbox<PlanProgressEvent>>();
  private joining = 0;
  private epoch = newId();
  private revision = 0;
  private plan: Plan;
  private definitionVersion = -1;
  private seen = -1;
  private done: Done = new Map();
  private looking: Promise<void> | undefined;
  private again = false;
  private lookedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private heart: NodeJS.Timeout | undefined;

  constructor(
    private readonly loadPlan: () => Promise<Plan | null>,
    private readonly plans: Plans,
    private readonly clock: Clock,
    private readonly times: FeedTimes,
    private readonly log: Logger,
    private readonly onEmpty: () => void,
  ) {}

  /** The first event is the full state; the feed lives as long as somebody listens. */
  async subscribe(): Promise<Mailbox<PlanProgressEvent>> {
    this.joining++;
    try {
      await this.look();
    } catch (error) {
      if (this.subscribers.size + this.joining === 1) this.onEmpty();
      throw error;
    } finally {
      this.joining--;
    }
    const mailbox: Mailbox<PlanProgressEvent> = new Mailbox(
      MOST_WAITING,
      () => this.snapshot(),
      () => this.leave(mailbox),
    );
    this.subscribers.add(mailbox);
    mailbox.put(this.snapshot());
    this.beat();
    return mailbox;
  }

  /** Something may have changed. Many hints make one look. */
  hint(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.lookedAt + this.times.coalesceMs - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look().catch((error: unknown) => this.log.warn({err: error}, 'progress could not be read'));
    }, wait).unref();
  }

  stop(): void {
    for (const mailbox of [...this.subscribers]) void mailbox.return();
    clearTimeout(this.timer);
    clearTimeout(this.heart);
  }

  /** One look at a time; whoever asks while one is under way waits for the one after it. */
  private look(): Promise<void> {
    if (this.looking) {
      this.again = true;
      return this.looking;
    }
    this.looking = this.lookUntilQuiet().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookUntilQuiet(): Promise<void> {
    do {
      this.again = false;
      this.lookedAt = Date.now();
      await this.lookOnce();
    } while (this.again);
  }

  private async lookOnce(): Promise<void> {
    const plan = await this.loadPlan();
    if (!plan) return this.stop();
    const revision = await this.plans.revision(plan.id);
    const {definitionVersion} = plan.campaign;
    const fresh = definitionVersion !== this.definitionVersion;
    if (!fresh && revision === this.seen) return;
    const ids = [plan.root().id, ...plan.allocated().map(({organisationId}) => organisationId)];
    const read = await this.plans.done(plan.id, ids, fresh ? -1 : this.seen);
    const first = this.definitionVersion === -1;
    this.plan = plan;
    this.definitionVersion = definitionVersion;
    this.seen = revision;
    if (fresh) {
      // other rows, other targets: the old revisions say nothing about them
      this.done = read;
      this.epoch = newId();
      this.revision = 0;
      if (!first) this.send(this.snapshot());
    } else this.merge(read);
  }

  private merge(read: Done): void {
    const changed = new Set<string>();
    let wentDown = false;
    for (const [organisation, figures] of read) {
      const before = this.done.get(organisation) ?? {};
      for (const [metric, figure] of Object.entries(figures)) {
        if ((before[metric] ?? 0) !== figure) changed.add(organisation);
        if (figure < (before[metric] ?? 0)) wentDown = true;
      }
      this.done.set(organisation, {...before, ...figures});
    }
    if (changed.size === 0) return;
    this.revision++;
    const kind = wentDown ? LiveKind.CORRECTION : LiveKind.DELTA;
    this.send(
      this.event(
        kind,
        this.entries().filter(({organisation}) => changed.has(organisation.id)),
      ),
    );
  }

  private snapshot(): PlanProgressEvent {
    return this.event(LiveKind.SNAPSHOT, this.entries());
  }

  private entries(): PlanProgressEntry[] {
    return this.plan.allocated().map(({organisationId, targets}) => ({
      id: `${this.plan.id}:${organisationId}`,
      ...rowOf(this.plan, organisationId, targets, this.done),
    }));
  }

  private event(kind: LiveKind, entries: PlanProgressEntry[]): PlanProgressEvent {
    const {epoch, revision, plan} = this;
    return {
      kind,
      epoch,
      revision,
      takenAt: this.clock.now(),
      entries,
      totals: cellsOf(plan, targetsOf(plan), this.done.get(plan.root().id)),
    };
  }

  private send(event: PlanProgressEvent): void {
    for (const mailbox of this.subscribers) mailbox.put(event);
    this.beat();
  }

  private beat(): void {
    clearTimeout(this.heart);
    if (this.subscribers.size === 0) return;
    this.heart = setTimeout(() => {
      const {epoch, revision} = this;
      this.look()
        .catch((error: unknown) => this.log.warn({err: error}, 'progress could not be read'))
        .finally(() => {
          // what it found has been sent, which is a sign of life already
          if (this.epoch === epoch && this.revision === revision) this.send(this.event(LiveKind.HEARTBEAT, []));
        });
    }, this.times.heartbeatMs).unref();
  }

  private leave(mailbox: Mailbox<PlanProgressEvent>): void {
    this.subscribers.delete(mailbox);
    if (this.subscribers.size + this.joining > 0) return;
    clearTimeout(this.timer);
    clearTimeout(this.heart);
    this.timer = undefined;
    this.onEmpty();
  }
}
