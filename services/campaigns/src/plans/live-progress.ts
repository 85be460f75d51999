import type {Clock} from '@concours/kernel/clock';
import {newId} from '@concours/kernel/ids';
import type {LiveSource} from '@concours/kernel/live/feed';
import type {Plan} from './plan.js';
import type {Done, Plans, PrintedRow} from './plan.service.js';
import {LiveKind, type PlanProgressEntry, type PlanProgressEvent} from './live-event.js';
import {cellsOf} from './quota-row.js';
import {Organisation} from '../organisations/organisation.js';

export interface ProgressState {
  plan: Plan;
  /** The plan's revision in the database: only what has a later one is read again. */
  seen: number;
  done: Done;
  /** The units of the allocation, as many as one picture takes. */
  rows: PrintedRow[];
}

/** The progress of one plan, as a feed tells it: an epoch for each definition, revisions within it. */
export class LiveProgress implements LiveSource<ProgressState, PlanProgressEvent> {
  private epoch = newId();
  private revision = 0;

  constructor(private readonly parts: {plan: () => Promise<Plan | null>; plans: Plans; clock: Clock}) {}

  async read(before: ProgressState | null): Promise<ProgressState | null> {
    const plan = await this.parts.plan();
    if (!plan) return null;
    const seen = await this.parts.plans.revision(plan.id);
    const known = before && isSameDefinition(before, plan) ? before : null;
    if (known?.seen === seen) return known;
    const rows = known ? known.rows : await this.parts.plans.printed(plan.id);
    const ids = [plan.root().id, ...rows.map(({organisationId}) => organisationId)];
    const read = await this.parts.plans.done(plan.id, ids, known ? known.seen : -1);
    return {plan, seen, rows, done: known ? merged(known.done, read) : read};
  }

  whole(state: ProgressState): PlanProgressEvent {
    return this.event(LiveKind.SNAPSHOT, state, entriesOf(state));
  }

  change(before: ProgressState, next: ProgressState): PlanProgressEvent | null {
    if (!isSameDefinition(before, next.plan)) {
      // other rows, other targets: the old revisions say nothing about them
      this.epoch = newId();
      this.revision = 0;
      return this.whole(next);
    }
    const changed = new Set<string>();
    let wentDown = false;
    for (const [organisation, figures] of next.done) {
      const old = before.done.get(organisation) ?? {};
      for (const [metric, figure] of Object.entries(figures)) {
        if ((old[metric] ?? 0) !== figure) changed.add(organisation);
        if (figure < (old[metric] ?? 0)) wentDown = true;
      }
    }
    if (changed.size === 0) return null;
    this.revision++;
    const kind = wentDown ? LiveKind.CORRECTION : LiveKind.DELTA;
    const entries = entriesOf(next).filter(({organisation}) => changed.has(organisation.id));
    return this.event(kind, next, entries);
  }

  alive(state: ProgressState): PlanProgressEvent {
    return this.event(LiveKind.HEARTBEAT, state, []);
  }

  private event(kind: LiveKind, {plan, done}: ProgressState, entries: PlanProgressEntry[]): PlanProgressEvent {
    const {epoch, revision} = this;
    const totals = cellsOf(plan, {assigned: plan.targets()}, done.get(plan.root().id));
    return {kind, epoch, revision, takenAt: this.parts.clock.now(), entries, totals};
  }
}

function isSameDefinition({plan}: ProgressState, other: Plan): boolean {
  return plan.campaign.definitionVersion === other.campaign.definitionVersion;
}

function merged(before: Done, read: Done): Done {
  const figures = [...read].map(
    ([organisation, newer]) => [organisation, {...before.get(organisation), ...newer}] as const,
  );
  return new Map([...before, ...figures]);
}

function entriesOf({plan, done, rows}: ProgressState): PlanProgressEntry[] {
  return rows.map(({organisationId, targets}) => ({
    id: `${plan.id}:${organisationId}`,
    organisation: Organisation.of(organisationId),
    cells: cellsOf(plan, {assigned: targets}, done.get(organisationId)),
  }));
}
