import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {covers, type Need} from '@concours/kernel/scope';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {bilingual} from '@concours/schema/definition/values';
import type {EntityManager} from 'typeorm';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {demandIntakeOpen} from '../campaigns/intake.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import {takePlace} from '../places.js';
import {lockOpenShortlist} from '../screenings/shortlist-lock.service.js';
import {
  demandHeld,
  demandState,
  holds,
  placeOf,
  type SubmissionAccess,
  trackOf,
} from '../submissions/submission-access.service.js';
import {change} from '../submissions/submission-changes.service.js';
import {SubmissionState} from '../submissions/submission.kinds.js';
import type {Submission} from '../submissions/submission.js';
import {noteOf} from '../submissions/submission.service.js';
import {type BulkResult, inOrder} from './bulk-result.js';
import {type Cap, capOf, classOf} from './cap.rules.js';
import {Recommendation} from './recommendation.js';
import * as refusals from './recommendation.refusals.js';
import {RecommendationAllowance} from './recommendation.types.js';

export const BULK_MOST = 500;

export class RecommendationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
    private readonly campaigns: CampaignRefs,
    private readonly organisations: OrganisationRefs,
  ) {}

  /** Fills the cap in the given order; a row that is refused leaves the others as they are. */
  async recommend(
    caller: Caller,
    ids: readonly string[],
    organisationId: string,
    note?: string | null,
  ): Promise<BulkResult> {
    if (ids.length === 0 || ids.length > BULK_MOST) throw inputInvalid({field: 'submissionIds'});
    const text = note == null || note === '' ? null : noteOf('note', note);
    const organisation = await this.organisations.find(organisationId);
    if (!organisation) throw notFound();
    return this.database.write(
      (manager) =>
        inOrder(ids, async (id) => {
          const submission = await this.access.one(caller, id, manager);
          await this.recommendOne(manager, caller, submission, organisation, text);
        }),
      {unaudited: 'where all rows are refused only locks were taken; works that change are recorded one by one'},
    );
  }

  /** Frees the place (R79); the work goes back to where it was before. */
  async withdraw(caller: Caller, id: string): Promise<Submission> {
    await this.database.write(async (manager) => {
      const submission = await this.access.one(caller, id, manager);
      const need = await this.demandRecommender(caller, submission);
      demandState('withdrawRecommendation', submission, trackOf(submission));
      await lockOpenShortlist(manager, submission);
      await manager.delete(Recommendation, {submissionId: id});
      const organisationId = submission.recommendedById;
      const patch = {state: SubmissionState.HANDED_IN, recommendedById: null};
      await change(manager, submission, patch, {
        kind: 'RECOMMENDATION_WITHDRAWN',
        at: this.clock.now(),
        caller,
        organisationId,
        need,
      });
    });
    return this.access.one(caller, id);
  }

  async allowance(
    caller: Caller,
    campaignId: string,
    trackKey: string,
    organisationId: string,
  ): Promise<RecommendationAllowance> {
    const {campaign, track} = await this.campaigns.track(campaignId, trackKey);
    const organisation = await this.organisations.find(organisationId);
    if (!organisation) throw notFound();
    const place = {campaign, trackKey, path: organisation.path};
    if (!holds(caller, 'screening.read', place)) demandHeld(caller, 'work.read', place);
    const used = await this.database.read.countBy(Recommendation, {campaignId, trackKey, organisationId});
    return allowanceOf(organisation, campaign, capOf(track, campaign.definition.classes ?? [], organisation), used);
  }

  /** Of the units that have used any, for the screening. */
  async allowances(caller: Caller, campaignId: string, trackKey: string): Promise<RecommendationAllowance[]> {
    const {campaign, track} = await this.campaigns.track(campaignId, trackKey);
    demandHeld(caller, 'screening.read', {campaign, trackKey, path: campaign.ownerPath});
    const rows = await this.database.read
      .createQueryBuilder(Recommendation, 'r')
      .select('r.organisationId', 'organisationId')
      .addSelect('COUNT(*)', 'used')
      .where({campaignId, trackKey})
      .groupBy('r.organisationId')
      .getRawMany<{organisationId: string; used: number | string}>();
    const organisations = await this.organisations.byIds(rows.map((row) => row.organisationId));
    return rows
      .flatMap(({organisationId, used}) => {
        const organisation = organisations.get(organisationId);
        const cap = organisation && capOf(track, campaign.definition.classes ?? [], organisation);
        return organisation
          ? [{organisation, row: allowanceOf(organisation, campaign, cap ?? null, Number(used))}]
          : [];
      })
      .sort((a, b) => (a.organisation.path < b.organisation.path ? -1 : 1))
      .map(({row}) => row);
  }

  private async recommendOne(
    manager: EntityManager,
    caller: Caller,
    submission: Submission,
    organisation: OrganisationRef,
    note: string | null,
  ): Promise<void> {
    const {campaign} = submission.sight;
    const track = trackOf(submission);
    const at = this.clock.now();
    const need = demandHeld(caller, 'work.recommend', {...placeOf(submission), path: organisation.path});
    if (!covers(organisation.path, submission.sight.organisation.path)) throw refusals.notBelow();
    if (organisation.closed) throw refusals.unitClosed();
    if (!track.recommendation) throw refusals.noRecommendation();
    demandState('recommend', submission, track);
    demandIntakeOpen(campaign, track, at);
    const cap = capOf(track, campaign.definition.classes ?? [], organisation);
    if (!cap) throw refusals.noCap();
    await this.takeCapPlace(manager, submission, organisation.id, cap.most, at);
    const patch = {state: SubmissionState.RECOMMENDED, recommendedById: organisation.id};
    try {
      await change(manager, submission, patch, {
        kind: 'RECOMMENDED',
        at,
        caller,
        organisationId: organisation.id,
        note,
        need,
      });
    } catch (error) {
      // The rest of the bulk is kept, so a row that failed must not keep its place.
      await manager.delete(Recommendation, {submissionId: submission.id, organisationId: organisation.id});
      throw error;
    }
  }

  private async takeCapPlace(
    manager: EntityManager,
    submission: Submission,
    organisationId: string,
    cap: number,
    at: Date,
  ): Promise<void> {
    const {id: submissionId, campaignId, trackKey} = submission;
    const scope = {campaignId, trackKey, organisationId};
    const row = (place: number): Recommendation => ({...scope, submissionId, place, at});
    const place = await takePlace(manager, Recommendation, {scope, most: cap, row});
    if (place === null) throw refusals.capReached({cap, used: cap});
  }

  private async demandRecommender(caller: Caller, submission: Submission): Promise<Need> {
    const organisation =
      submission.recommendedById === null ? null : await this.organisations.find(submission.recommendedById);
    return demandHeld(caller, 'work.recommend', {
      ...placeOf(submission),
      path: (organisation ?? submission.sight.organisation).path,
    });
  }
}

/** How many places a unit has in a track; null where it may recommend none. */
export function capOfUnit(campaign: CampaignRef, track: TrackDefinition, organisation: OrganisationRef): number | null {
  return capOf(track, campaign.definition.classes ?? [], organisation)?.most ?? null;
}

function allowanceOf(
  organisation: OrganisationRef,
  campaign: CampaignRef,
  cap: Cap | null,
  used: number,
): RecommendationAllowance {
  const matched = cap?.class ?? classOf(campaign.definition.classes ?? [], organisation);
  return Object.assign(new RecommendationAllowance(), {
    organisationId: organisation.id,
    class: matched?.key ?? '',
    classText: matched ? bilingual(matched.name) : {zh: '', en: ''},
    cap: cap?.most ?? null,
    used,
    remaining: cap ? Math.max(0, cap.most - used) : null,
  });
}
