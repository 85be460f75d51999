import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {announce} from '@concours/kernel/events/outbox';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {type EntityManager, In} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {screeningStage} from '../campaigns/intake.service.js';
import {takePlace} from '../places.js';
import {type BulkResult, inOrder} from '../recommendations/bulk-result.js';
import {
  demandHeld,
  demandState,
  holds,
  placeOf,
  type SubmissionAccess,
  trackOf,
} from '../submissions/submission-access.service.js';
import {ChangeList, type Step} from '../submissions/submission-changes.service.js';
import {SubmissionState} from '../submissions/submission.kinds.js';
import {Submission} from '../submissions/submission.js';
import {noteOf} from '../submissions/submission.service.js';
import {shortlistClosedEvent, shortlistDigest} from './screening.events.js';
import * as refusals from './screening.refusals.js';
import {ShortlistAct} from './shortlist-act.service.js';
import {holdOpenShortlist} from './shortlist-lock.service.js';
import {ShortlistPlace} from './shortlist-place.js';
import {Shortlist} from './shortlist.js';

const BULK_MOST = 500;
/** The list of changes records each work that changes; what is left is the lock, taken also where nothing does. */
const byChange = {unaudited: 'the lock alone changes nothing; works that change are recorded one by one'};

export class ScreeningService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
    private readonly campaigns: CampaignRefs,
  ) {}

  /** Puts works on the shortlist or takes them off again, until it is closed. */
  async screen(caller: Caller, ids: readonly string[], shortlist: boolean, note?: string | null): Promise<BulkResult> {
    if (ids.length === 0 || ids.length > BULK_MOST) throw inputInvalid({field: 'submissionIds'});
    const text = note == null || note === '' ? null : noteOf('note', note);
    return this.database.write(async (manager) => {
      const act = new ShortlistAct(manager);
      const works = await this.access.many(caller, ids, manager);
      const result = await inOrder(ids, async (id) => {
        const submission = works.get(id);
        if (!submission) throw notFound();
        const track = trackOf(submission);
        const need = demandHeld(caller, 'screening.decide', placeOf(submission));
        const {atMost} = demandScreening(track);
        await act.demandOpen(submission);
        demandState('screen', submission, track);
        demandStageOpen(submission.sight.campaign, track, this.clock.now());
        const step = {at: this.clock.now(), caller, note: text, need};
        if (shortlist) await this.choose(act, submission, atMost, step);
        else await this.undo(act, submission, step);
      });
      await act.changes.write();
      return result;
    }, byChange);
  }

  /** Freezes the shortlist and tells the rounds what belongs to it. Closing it again changes nothing. */
  async close(caller: Caller, campaignId: string, trackKey: string): Promise<Shortlist> {
    const {campaign, track} = await this.campaigns.track(campaignId, trackKey);
    const need = demandHeld(caller, 'screening.close', {campaign, trackKey, path: campaign.ownerPath});
    demandScreening(track);
    await this.database.write(async (manager) => {
      if (!(await holdOpenShortlist(manager, {campaignId, trackKey}))) return;
      await this.freeze(manager, {caller, need}, campaign, track);
    }, byChange);
    return this.required(campaignId, trackKey, track);
  }

  /** What a caller may know: all of it for the screening, and once it is closed for everybody. */
  async shortlists(
    caller: Caller,
    tracks: readonly {campaignId: string; trackKey: string}[],
  ): Promise<(Shortlist | null)[]> {
    const campaigns = await this.campaigns.byIds(tracks.map(({campaignId}) => campaignId));
    return Promise.all(
      tracks.map(async ({campaignId, trackKey}) => {
        const campaign = campaigns.get(campaignId);
        const track = campaign?.definition.tracks.find((candidate) => candidate.key === trackKey);
        if (!campaign || !track?.screening) return null;
        const shortlist = await this.required(campaignId, trackKey, track);
        const known =
          shortlist.closedAt !== null ||
          holds(caller, 'screening.read', {campaign, trackKey, path: campaign.ownerPath});
        return known ? shortlist : null;
      }),
    );
  }

  private async choose(
    act: ShortlistAct,
    submission: Submission,
    atMost: number,
    step: Omit<Step, 'kind'>,
  ): Promise<void> {
    if (submission.state === SubmissionState.SHORTLISTED) return;
    const {id: submissionId, campaignId, trackKey} = submission;
    const scope = {campaignId, trackKey};
    const taken = await act.placesTaken(scope);
    const place = await takePlace(act.manager, ShortlistPlace, {
      scope,
      most: atMost,
      taken,
      row: (n) => ({...scope, submissionId, place: n}),
    });
    if (place === null) throw refusals.screeningFull({atMost});
    try {
      await act.changes.change(submission, {state: SubmissionState.SHORTLISTED}, {...step, kind: 'SHORTLISTED'});
    } catch (error) {
      await act.manager.delete(ShortlistPlace, {submissionId});
      taken.delete(place);
      throw error;
    }
  }

  private async undo(act: ShortlistAct, submission: Submission, step: Omit<Step, 'kind'>): Promise<void> {
    if (submission.state !== SubmissionState.SHORTLISTED) return;
    const state = submission.recommendedById === null ? SubmissionState.HANDED_IN : SubmissionState.RECOMMENDED;
    await act.changes.change(submission, {state}, {...step, kind: 'SHORTLIST_UNDONE'});
    await act.manager.delete(ShortlistPlace, {submissionId: submission.id});
  }

  private async freeze(
    manager: EntityManager,
    by: {caller: Caller; need: Need},
    campaign: CampaignRef,
    track: TrackDefinition,
  ): Promise<void> {
    const at = this.clock.now();
    const stage = screeningStage(campaign, track, at);
    // The end may have passed: closing is how the screening ends, not part of it.
    if (stage?.state === 'NOT_OPEN')
      throw refusals.screeningNotOpen({opensAt: stage.window?.opensAt?.toISOString() ?? null});
    const of = {campaignId: campaign.id, trackKey: track.key};
    const waiting = track.recommendation ? SubmissionState.RECOMMENDED : SubmissionState.HANDED_IN;
    const works = await manager.findBy(Submission, {...of, state: In([waiting, SubmissionState.SHORTLISTED])});
    const chosen = works.filter((work) => work.state === SubmissionState.SHORTLISTED);
    if (chosen.length === 0) throw refusals.shortlistEmpty();
    const changes = new ChangeList(manager);
    for (const work of works) {
      if (work.state === SubmissionState.SHORTLISTED)
        await changes.change(work, {published: true}, {...by, kind: 'SHORTLIST_CLOSED', at});
      else await changes.change(work, {state: SubmissionState.NOT_SHORTLISTED}, {...by, kind: 'NOT_SHORTLISTED', at});
    }
    await changes.write();
    const digest = shortlistDigest(chosen.map((work) => work.id));
    await manager.update(Shortlist, of, {closedAt: at, closedCount: chosen.length, digest});
    await announce(manager, {...shortlistClosedEvent({...of, closedAt: at, closedCount: chosen.length, digest}), at});
    await record(manager, by.caller, {
      action: 'closeShortlist',
      subject: {type: 'Shortlist', id: `${of.campaignId}:${of.trackKey}`},
      organisationId: campaign.ownerOrganisationId,
      campaignId: of.campaignId,
      need: by.need,
      after: {count: chosen.length, digest},
    });
  }

  private async required(campaignId: string, trackKey: string, track: TrackDefinition): Promise<Shortlist> {
    const found = await this.database.read.findOneBy(Shortlist, {campaignId, trackKey});
    const empty = {campaignId, trackKey, revision: 0, closedAt: null, closedCount: null, digest: null};
    const shortlist = found ?? Object.assign(new Shortlist(), empty);
    shortlist.atMost = track.screening?.atMost ?? 0;
    shortlist.chosen =
      shortlist.closedCount ?? (await this.database.read.countBy(ShortlistPlace, {campaignId, trackKey}));
    return shortlist;
  }
}

function demandScreening(track: TrackDefinition): {atMost: number} {
  if (!track.screening) throw refusals.noScreening();
  return track.screening;
}

function demandStageOpen(campaign: CampaignRef, track: TrackDefinition, now: Date): void {
  const stage = screeningStage(campaign, track, now);
  if (stage?.state === 'NOT_OPEN')
    throw refusals.screeningNotOpen({opensAt: stage.window?.opensAt?.toISOString() ?? null});
  if (stage?.state === 'CLOSED') throw refusals.screeningOver({closedAt: stage.window?.closesAt?.toISOString() ?? ''});
}
