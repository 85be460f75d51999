import {changes} from '@concours/kernel/audit/changes';
import {record, type AuditEntry} from '@concours/kernel/audit/record';
import {announce, type Announcement} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {versionConflict} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
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
  /** Which entered fields were given anew: they may hold how to reach somebody, so nothing more is told of them. */
  fields?: readonly string[];
  /** What was demanded of who does it; absent where the platform itself acts. */
  need?: Need;
}

/** Of which mutation of the graph a step is. */
const actions: Record<StepKind, string> = {
  CREATED: 'createSubmission',
  AMENDED: 'amendSubmission',
  ASSET_ATTACHED: 'attachAsset',
  ASSET_REMOVED: 'removeAsset',
  CONSENT_GIVEN: 'giveConsent',
  HANDED_IN: 'handIn',
  RETURNED: 'returnSubmission',
  WITHDRAWN: 'withdrawSubmission',
  RECOMMENDED: 'recommend',
  RECOMMENDATION_WITHDRAWN: 'withdrawRecommendation',
  SHORTLISTED: 'screen',
  SHORTLIST_UNDONE: 'screen',
  SHORTLIST_CLOSED: 'closeShortlist',
  NOT_SHORTLISTED: 'closeShortlist',
  PERSONAL_ERASED: 'erasePerson.work',
};
/** Whose note is no reason but tells what it was about. */
const aboutSomething: readonly StepKind[] = ['ASSET_ATTACHED', 'ASSET_REMOVED', 'CONSENT_GIVEN'];

const ROWS_PER_STATEMENT = 100;

/** The one way works change: on the version that was decided on, with a step of their history and the event, all or nothing. */
export class ChangeList {
  private readonly steps: SubmissionStep[] = [];
  private readonly events: Announcement[] = [];
  private readonly audited: {caller: Caller; entry: AuditEntry}[] = [];

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
    const {before, after} = changes<object>(submission, {...patch, entered: submission.entered});
    const changed = {before: unnamed(before), after: unnamed(after)};
    Object.assign(submission, patch, {version});
    this.note(submission, step, changed);
  }

  /** All but the row, for a work that was just inserted. */
  note(
    submission: Submission,
    {kind, at, caller, organisationId = null, note = null, fields, need}: Step,
    changed: Pick<AuditEntry, 'before' | 'after'>,
  ): void {
    const by = caller.name === null ? null : caller.name.slice(0, 100);
    this.steps.push({id: newId(), submissionId: submission.id, at, kind, organisationId, by, note});
    this.events.push(submissionChanged(submission, at));
    const isAbout = aboutSomething.includes(kind);
    const entry = {
      action: actions[kind],
      subject: {type: 'Submission', id: submission.id},
      organisationId: submission.organisationId,
      campaignId: submission.campaignId,
      need,
      // a file's name and who consented are told by the work's own history, from which they can be erased
      ...(isAbout ? {after: {about: note?.split(':')[0] ?? null}} : {...changed, reason: note}),
      ...(fields && fields.length > 0 ? {after: {...changed.after, fields}} : {}),
    };
    this.audited.push({caller, entry});
  }

  /** Writes the steps, the events and what is audited of all; to be called in the same unit of work, when no more will change. */
  async write(): Promise<void> {
    for (let rows = this.steps.splice(0, ROWS_PER_STATEMENT); rows.length > 0;) {
      await this.manager.createQueryBuilder().insert().into(SubmissionStep).values(rows).updateEntity(false).execute();
      rows = this.steps.splice(0, ROWS_PER_STATEMENT);
    }
    await announce(this.manager, this.events.splice(0));
    const audited = this.audited.splice(0);
    // one caller does all of an act
    if (audited[0])
      await record(
        this.manager,
        audited[0].caller,
        audited.map(({entry}) => entry),
      );
  }
}

export async function change(manager: EntityManager, submission: Submission, patch: Patch, step: Step): Promise<void> {
  const list = new ChangeList(manager);
  await list.change(submission, patch, step);
  await list.write();
}

export async function noteCreated(manager: EntityManager, submission: Submission, step: Step): Promise<void> {
  const list = new ChangeList(manager);
  const {trackKey, number, title} = submission;
  list.note(submission, step, {after: {trackKey, number, title}});
  await list.write();
}

/** That the author is another one may be told for ever; who it was may not. */
function unnamed(state: object | null): object | null {
  if (state === null || !('author' in state)) return state;
  return {...state, author: '…'};
}
