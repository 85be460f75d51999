import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {notFound, versionConflict} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {bilingual} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {AssetChecks} from '../assets/asset-checks.service.js';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {demandIntakeOpen} from '../campaigns/intake.service.js';
import {Consent} from '../consents/consent.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import {takePlace} from '../places.js';
import {Recommendation} from '../recommendations/recommendation.js';
import {parted, type PersonalFields, unmasked} from '../personal/personal-fields.service.js';
import {refuseWhenOver} from '../personal/retention.service.js';
import {ShortlistPlace} from '../screenings/shortlist-place.js';
import {isShortlistClosed, lockOpenShortlist} from '../screenings/shortlist-lock.service.js';
import {authorKey} from './author-key.js';
import {AuthorPlace} from './author-place.js';
import {
  demandHeld,
  demandState,
  holds,
  needOf,
  placeOf,
  type SubmissionAccess,
  trackOf,
} from './submission-access.service.js';
import {change, noteCreated} from './submission-changes.service.js';
import type {AmendArgs, SubmissionInput} from './submission.inputs.js';
import {nextOrdinal, numberOf} from './submission-numbers.service.js';
import * as refusals from './submission.refusals.js';
import {type Act, type Draft, draftProblems, missingFields} from './submission.rules.js';
import {NOTE_MOST} from './note.js';
import {type FieldValue, Submission} from './submission.js';
import {SubmissionState} from './submission.kinds.js';

export class SubmissionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
    private readonly campaigns: CampaignRefs,
    private readonly organisations: OrganisationRefs,
    private readonly checks: AssetChecks,
    private readonly personal: PersonalFields,
  ) {}

  async create(caller: Caller, input: SubmissionInput): Promise<Submission> {
    const {campaign, track} = await this.campaigns.track(input.campaignId, input.trackKey);
    const organisation = await this.organisations.find(input.organisationId);
    if (!organisation) throw notFound();
    const need = demandHeld(caller, 'work.handIn', {campaign, trackKey: track.key, path: organisation.path});
    if (organisation.closed) throw refusals.organisationClosed();
    const draft = {...input, title: input.title.trim(), author: input.author.trim()};
    refuseProblems(track, draft);
    const {personal, open} = parted(track, filled(draft.fields));
    this.refuseAfterRetention(campaign, personal);
    const id = newId();
    await this.database.write(async (manager) => {
      const at = this.clock.now();
      const ordinal = await nextOrdinal(manager, campaign.id, track.key);
      const submission = manager.create(Submission, {
        id,
        campaignId: campaign.id,
        trackKey: track.key,
        definitionVersion: campaign.definitionVersion,
        organisationId: organisation.id,
        ordinal,
        number: numberOf(track.key, ordinal),
        title: draft.title,
        author: draft.author,
        performers: draft.performers,
        entered: open,
        state: SubmissionState.DRAFT,
        published: false,
        createdAt: at,
        version: 1,
      });
      await manager.insert(Submission, submission);
      await this.personal.put(manager, id, personal);
      await noteCreated(manager, submission, {kind: 'CREATED', at, caller, organisationId: organisation.id, need});
    });
    return this.access.one(caller, id);
  }

  async amend(caller: Caller, args: AmendArgs): Promise<Submission> {
    return this.act(caller, args.id, 'edit', byUnit(caller), async (manager, submission, track, need) => {
      if (submission.version !== args.version) throw versionConflict({current: submission.version});
      const patch = {
        title: (args.title ?? submission.title).trim(),
        author: (args.author ?? submission.author).trim(),
        performers: args.performers ?? submission.performers,
      };
      const given = unmasked(args.fields ?? [], await this.personal.ofWork(submission.id, manager));
      refuseProblems(track, {...patch, fields: given});
      const keys = new Set(given.map((field) => field.key));
      const kept = submission.entered.filter((field) => !keys.has(field.key));
      const {personal, open: entered} = parted(track, [...kept, ...given]);
      this.refuseAfterRetention(submission.sight.campaign, filled(personal));
      await this.personal.put(manager, submission.id, personal);
      await change(
        manager,
        submission,
        {...patch, entered: filled(entered)},
        {kind: 'AMENDED', at: this.clock.now(), caller, fields: [...keys], need},
      );
    });
  }

  /** Checked again in full, by the definition that is in force now. */
  async handIn(caller: Caller, id: string): Promise<Submission> {
    return this.act(caller, id, 'handIn', byUnit(caller), async (manager, submission, track, need) => {
      const at = this.clock.now();
      if (submission.sight.organisation.closed) throw refusals.organisationClosed();
      demandIntakeOpen(submission.sight.campaign, track, at);
      const fields = await this.fieldsOf(manager, submission);
      refuseProblems(track, {...submission, fields});
      await this.refuseIncomplete(manager, submission, track, fields);
      await this.refuseWithoutConsent(manager, submission, track);
      await this.takeAuthorPlace(manager, submission, track);
      const patch = {state: SubmissionState.HANDED_IN, handedInAt: at, returnReason: null};
      await change(manager, submission, patch, {
        kind: 'HANDED_IN',
        at,
        caller,
        organisationId: submission.organisationId,
        need,
      });
    });
  }

  /** By the level above the unit or the screening; what was recommended gives its place back. */
  async returnIt(caller: Caller, id: string, reason: string): Promise<Submission> {
    const note = noteOf('reason', reason);
    const permit = async (submission: Submission): Promise<Need> =>
      holds(caller, 'screening.decide', placeOf(submission))
        ? needOf('screening.decide', placeOf(submission))
        : this.demandRecommender(caller, submission);
    return this.act(caller, id, 'returnIt', permit, async (manager, submission, _, need) => {
      await lockOpenShortlist(manager, submission);
      await manager.delete(Recommendation, {submissionId: id});
      const patch = {state: SubmissionState.RETURNED, recommendedById: null, returnReason: note, handedInAt: null};
      await change(manager, submission, patch, {kind: 'RETURNED', at: this.clock.now(), caller, note, need});
    });
  }

  /** All its places become free (R79). After the shortlist is closed only the screening may take a work out. */
  async withdraw(caller: Caller, id: string, reason: string): Promise<Submission> {
    const note = noteOf('reason', reason);
    const permit = (submission: Submission): Need => {
      const place = placeOf(submission);
      return holds(caller, 'screening.decide', place)
        ? needOf('screening.decide', place)
        : demandHeld(caller, 'work.handIn', place);
    };
    return this.act(caller, id, 'withdraw', permit, async (manager, submission, _, need) => {
      const closed = await isShortlistClosed(manager, submission);
      if (!closed || !holds(caller, 'screening.decide', placeOf(submission)))
        await lockOpenShortlist(manager, submission);
      for (const held of [AuthorPlace, Recommendation, ShortlistPlace]) await manager.delete(held, {submissionId: id});
      await change(
        manager,
        submission,
        {state: SubmissionState.WITHDRAWN},
        {kind: 'WITHDRAWN', at: this.clock.now(), caller, note, need},
      );
    });
  }

  /** Loads inside the unit of work, so that a retry decides on what is there then. Who may not, learns nothing of the state. */
  private async act(
    caller: Caller,
    id: string,
    act: Act,
    permit: (submission: Submission) => Promise<Need> | Need,
    work: (manager: EntityManager, submission: Submission, track: TrackDefinition, need: Need) => Promise<void>,
  ): Promise<Submission> {
    await this.database.write(async (manager) => {
      const submission = await this.access.one(caller, id, manager);
      const need = await permit(submission);
      const track = trackOf(submission);
      demandState(act, submission, track);
      await work(manager, submission, track, need);
    });
    return this.access.one(caller, id);
  }

  /** All of them, the personal ones opened. */
  private async fieldsOf(manager: EntityManager, submission: Submission): Promise<FieldValue[]> {
    const opened = await this.personal.ofWork(submission.id, manager);
    return [...submission.entered, ...[...opened].map(([key, value]) => ({key, value: value ?? ''}))];
  }

  private refuseAfterRetention(campaign: CampaignRef, personal: readonly FieldValue[]): void {
    if (personal.length > 0) refuseWhenOver(campaign, this.clock.now());
  }

  private async demandRecommender(caller: Caller, submission: Submission): Promise<Need> {
    const by = submission.recommendedById ?? submission.organisationId;
    const organisation = await this.organisations.find(by);
    const path = organisation?.path ?? submission.sight.organisation.path;
    return demandHeld(caller, 'work.recommend', {...placeOf(submission), path});
  }

  private async refuseIncomplete(
    manager: EntityManager,
    submission: Submission,
    track: TrackDefinition,
    fields: readonly FieldValue[],
  ): Promise<void> {
    const {missing, findings} = await this.checks.ofSubmission(manager, submission, track);
    const absent = [...missingFields(track, fields), ...missing];
    if (absent.length > 0) {
      const names = absent.map((rule) => bilingual(rule.name));
      const text = {zh: names.map(({zh}) => zh).join('、'), en: names.map(({en}) => en).join(', ')};
      throw refusals.submissionIncomplete({missing: absent.map((rule) => rule.key), names: text});
    }
    const rejected = findings.filter((finding) => finding.severity === 'REJECT');
    if (rejected.length === 0) return;
    throw refusals.submissionRefusedByRules({
      findings: rejected.map(({rule, code}) => ({rule, code})),
      first: rejected[0].text,
    });
  }

  private async refuseWithoutConsent(
    manager: EntityManager,
    submission: Submission,
    track: TrackDefinition,
  ): Promise<void> {
    if (!track.consent) return;
    const {version} = track.consent;
    if (!(await manager.existsBy(Consent, {submissionId: submission.id, version})))
      throw refusals.consentMissing({version});
  }

  private async takeAuthorPlace(manager: EntityManager, submission: Submission, track: TrackDefinition): Promise<void> {
    const most = track.worksPerAuthor;
    // A work that was returned may come back under another author: its old place goes first.
    await manager.delete(AuthorPlace, {submissionId: submission.id});
    if (most === undefined) return;
    const {id, campaignId, trackKey, organisationId} = submission;
    const scope = {campaignId, trackKey, organisationId, author: authorKey(submission.author)};
    const place = await takePlace(manager, AuthorPlace, {
      scope,
      most,
      row: (n) => ({...scope, submissionId: id, place: n}),
    });
    if (place === null) throw refusals.worksPerAuthorReached({most});
  }
}

export function noteOf(field: string, text: string): string {
  const note = text.trim();
  if (note !== '' && Array.from(note).length <= NOTE_MOST) return note;
  const reason = {zh: `须为 1 至 ${NOTE_MOST} 个字符`, en: `1 to ${NOTE_MOST} characters`};
  throw refusals.submissionInvalid({field, reason, fields: [field]});
}

function refuseProblems(track: TrackDefinition, draft: Draft): void {
  const problems = draftProblems(track, draft);
  if (problems.length === 0) return;
  const [{field, text}] = problems;
  throw refusals.submissionInvalid({field, reason: text, fields: problems.map((problem) => problem.field)});
}

const byUnit = (caller: Caller) => (submission: Submission) => demandHeld(caller, 'work.handIn', placeOf(submission));

const filled = (fields: readonly {key: string; value: string}[]) =>
  fields.filter(({value}) => value !== '').map(({key, value}) => ({key, value}));
