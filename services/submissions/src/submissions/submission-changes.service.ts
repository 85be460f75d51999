import {announce} from '@concours/kernel/events/outbox';
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

/** The one way a work changes: on the version that was decided on, with a step of its history and the event, all or nothing. */
export async function change(manager: EntityManager, submission: Submission, patch: Patch, step: Step): Promise<void> {
  const version = submission.version + 1;
  const {affected} = await manager.update(
    Submission,
    {id: submission.id, version: submission.version},
    {...patch, version},
  );
  if (affected !== 1) throw versionConflict();
  Object.assign(submission, patch, {version});
  await record(manager, submission, step);
}

/** The step and the event alone, for a work that was just inserted. */
export async function record(manager: EntityManager, submission: Submission, step: Step): Promise<void> {
  const {kind, at, caller, organisationId = null, note = null} = step;
  const by = caller.name === null ? null : caller.name.slice(0, 100);
  await manager.insert(SubmissionStep, {id: newId(), submissionId: submission.id, at, kind, organisationId, by, note});
  await announce(manager, submissionChanged(submission, at));
}
