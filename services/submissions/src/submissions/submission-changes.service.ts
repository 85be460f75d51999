import {announce, type Announcement} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {versionConflict} from '@concours/kernel/refusal';
import type {EntityManager} from 'typeorm';
import {SubmissionStep} from './submission-step.js';
import {submissionChanged} from './submission.events.js';
import type {StepKind} from './submission.kinds.js';
import {Submission} from './submission.js';

export type Patch = Partial<
  Pick<
    Submission,
    | 'title'
    | 'author'
    | 'performers'
    | 'entered'
    | 'state'
    | 'recommendedById'
    | 'published'
    | 'returnReason'
    | 'handedInAt'
  >
>;

export interface Step {
  kind: StepKind;
  at: Date;
  caller: Caller;
  organisationId?: string | null;
  note?: string | null;
}

const ROWS_PER_STATEMENT = 100;

/** The one way works change: on the version that was decided on, with a step of their history and the event, all or nothing. */
export class ChangeList {
  private readonly steps: SubmissionStep[] = [];
  private readonly events: Announcement[] = [];

  constructor(private readonly manager: EntityManager) {}

  /** The row alone changes at once. */
  async change(submission: Submission, patch: Patch, step: Step): Promise<void> {
    const version = submission.version + 1;
    const {affected} = await this.manager.update(
      Submission,
      {id: submission.id, version: submission.version},
      {...patch, version},
    );
    if (affected !== 1) throw versionConflict();
    Object.assign(submission, patch, {version});
    this.note(submission, step);
  }

  /** The step and the event alone, for a work that was just inserted. */
  note(submission: Submission, {kind, at, caller, organisationId = null, note = null}: Step): void {
    const by = caller.name === null ? null : caller.name.slice(0, 100);
    this.steps.push({id: newId(), submissionId: submission.id, at, kind, organisationId, by, note});
    this.events.push(submissionChanged(submission, at));
  }

  /** Writes the steps and the events of all; to be called in the same unit of work, when no more will change. */
  async write(): Promise<void> {
    for (let rows = this.steps.splice(0, ROWS_PER_STATEMENT); rows.length > 0;) {
      await this.manager.createQueryBuilder().insert().into(SubmissionStep).values(rows).updateEntity(false).execute();
      rows = this.steps.splice(0, ROWS_PER_STATEMENT);
    }
    await announce(this.manager, this.events.splice(0));
  }
}

export async function change(manager: EntityManager, submission: Submission, patch: Patch, step: Step): Promise<void> {
  const list = new ChangeList(manager);
  await list.change(submission, patch, step);
  await list.write();
}

export async function record(manager: EntityManager, submission: Submission, step: Step): Promise<void> {
  const list = new ChangeList(manager);
  list.note(submission, step);
  await list.write();
}
