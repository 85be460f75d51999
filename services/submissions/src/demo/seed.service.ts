import type {FileIntake} from '@concours/kernel/files/file-intake';
import type {Database} from '@concours/kernel/database';
import {announce} from '@concours/kernel/events/outbox';
import {newId} from '@concours/kernel/ids';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity} from 'typeorm';
import {AssetRole} from '../assets/asset.kinds.js';
import {Asset} from '../assets/asset.js';
import type {CampaignRef} from '../campaigns/campaign-ref.js';
import type {CampaignRefs} from '../campaigns/campaign.service.js';
import {Consent} from '../consents/consent.js';
import {PersonalField, PersonalLookUp} from '../personal/personal-field.js';
import {parted, type PersonalFields} from '../personal/personal-fields.service.js';
import {Recommendation} from '../recommendations/recommendation.js';
import {ShortlistPlace} from '../screenings/shortlist-place.js';
import {AuthorPlace} from '../submissions/author-place.js';
import {SubmissionStep} from '../submissions/submission-step.js';
import {submissionChanged} from '../submissions/submission.events.js';
import {type StepKind, SubmissionState} from '../submissions/submission.kinds.js';
import {Submission} from '../submissions/submission.js';
import {reserveNumbers} from '../submissions/submission-numbers.service.js';
import {authorKey} from '../submissions/author-key.js';
import {capOfUnit} from '../recommendations/recommendation.service.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import type {SeedWork} from './seed-work.js';

interface Rows {
  submissions: Submission[];
  steps: SubmissionStep[];
  assets: Asset[];
  consents: Consent[];
  authors: AuthorPlace[];
  recommendations: Recommendation[];
  places: ShortlistPlace[];
  sealed: PersonalField[];
  lookUps: PersonalLookUp[];
}

const CHUNK = 100;

/**
 * Puts many works where their states say, for demonstrations and benchmarks: in bulk, without a caller and without the windows.
 * The unique keys still hold: a cap or a shortlist that would overflow fails the whole.
 */
export class DemoSeed {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignRefs,
    private readonly organisations: OrganisationRefs,
    private readonly intake: FileIntake,
    private readonly personal: PersonalFields,
  ) {}

  /** Answers the ids in the given order. The shortlist is closed by the screening afterwards. */
  async works(campaignId: string, works: readonly SeedWork[]): Promise<string[]> {
    const campaign = await this.campaigns.find(campaignId);
    if (!campaign) throw new Error(`no definition of ${campaignId} was applied`);
    const kept = new Map<string, Awaited<ReturnType<FileIntake['take']>>>();
    for (const work of works) {
      const track = trackOf(campaign, work);
      for (const {rule, path} of work.files) {
        const key = `${work.trackKey} ${rule} ${path}`;
        if (!kept.has(key)) kept.set(key, await this.intake.take(ruleOf(track, rule), path));
      }
    }
    return this.database.write(async (manager) => {
      const rows = await this.rows(manager, campaign, works, (work, rule, path) =>
        kept.get(`${work.trackKey} ${rule} ${path}`)!,
      );
      await insert(manager, Submission, rows.submissions);
      await insert(manager, SubmissionStep, rows.steps);
      await insert(manager, Asset, rows.assets);
      await insert(manager, Consent, rows.consents);
      await insert(manager, AuthorPlace, rows.authors);
      await insert(manager, Recommendation, rows.recommendations);
      await insert(manager, ShortlistPlace, rows.places);
      await insert(manager, PersonalField, rows.sealed);
      await insert(manager, PersonalLookUp, rows.lookUps);
      await announce(
        manager,
        rows.submissions.map((submission) => submissionChanged(submission, submission.createdAt)),
      );
      return rows.submissions.map(({id}) => id);
    });
  }

  private async rows(
    manager: EntityManager,
    campaign: CampaignRef,
    works: readonly SeedWork[],
    file: (work: SeedWork, rule: string, path: string) => Awaited<ReturnType<FileIntake['take']>>,
  ): Promise<Rows> {
    const rows: Rows = {
      submissions: [],
      steps: [],
      assets: [],
      consents: [],
      authors: [],
      recommendations: [],
      places: [],
      sealed: [],
      lookUps: [],
    };
    const numbers = await reserveNumbers(
      manager,
      campaign.id,
      works.map(({trackKey}) => trackKey),
    );
    const next = await this.placesTaken(manager, campaign.id);
    const organisations = await this.organisations.byIds(works.flatMap(({recommendedById}) => recommendedById ?? []));
    for (const [n, work] of works.entries()) {
      const track = trackOf(campaign, work);
      const submission = submissionOf(campaign, work, numbers[n]);
      const {id: submissionId} = submission;
      const {personal, open} = parted(track, work.fields ?? []);
      submission.entered = open;
      const {sealed, lookUps} = this.personal.rows(submissionId, personal);
      rows.sealed.push(...sealed);
      rows.lookUps.push(...lookUps);
      const of = {campaignId: campaign.id, trackKey: work.trackKey};
      rows.submissions.push(submission);
      rows.steps.push(...stepsOf(work, submissionId));
      for (const {rule, fileName, path} of work.files) {
        const role = AssetRole[ruleOf(track, rule).role];
        const slot = next(`${submissionId} ${rule}`);
        const {facts, digest} = file(work, rule, path);
        rows.assets.push({
          ...facts,
          id: newId(),
          submissionId,
          campaignId: campaign.id,
          rule,
          slot,
          role,
          fileName,
          digest,
          remarks: [],
          createdAt: work.at,
        });
      }
      if (track.consent)
        rows.consents.push({submissionId, version: track.consent.version, givenBy: work.author, at: work.at});
      if (work.state === 'DRAFT') continue;
      if (track.worksPerAuthor !== undefined) {
        const scope = {...of, organisationId: work.organisationId, author: authorKey(work.author)};
        rows.authors.push({
          ...scope,
          submissionId,
          place: within(track.worksPerAuthor, next(Object.values(scope).join(' ')), work),
        });
      }
      if (submission.recommendedById !== null) {
        const scope = {...of, organisationId: submission.recommendedById};
        const recommender = organisations.get(submission.recommendedById);
        const cap = recommender ? capOfUnit(campaign, track, recommender) : null;
        const place = within(cap ?? 0, next(Object.values(scope).join(' ')), work);
        rows.recommendations.push({...scope, submissionId, place, at: work.at});
      }
      if (work.state === 'SHORTLISTED') {
        const place = within(track.screening?.atMost ?? 0, next(Object.values(of).join(' ')), work);
        rows.places.push({...of, submissionId, place});
      }
    }
    return rows;
  }

  /** Counts on from what is there already, so that a second seeding does not begin at place 1 again. */
  private async placesTaken(manager: EntityManager, campaignId: string): Promise<(scope: string) => number> {
    const last = new Map<string, number>();
    const note = (scope: string, place: number | null): void =>
      void last.set(scope, Math.max(last.get(scope) ?? 0, place ?? 0));
    for (const row of await manager.findBy(Recommendation, {campaignId}))
      note([campaignId, row.trackKey, row.organisationId].join(' '), row.place);
    for (const row of await manager.findBy(ShortlistPlace, {campaignId}))
      note([campaignId, row.trackKey].join(' '), row.place);
    for (const row of await manager.findBy(AuthorPlace, {campaignId}))
      note([campaignId, row.trackKey, row.organisationId, row.author].join(' '), row.place);
    return (scope) => {
      note(scope, (last.get(scope) ?? 0) + 1);
      return last.get(scope) ?? 1;
    };
  }
}

function trackOf(campaign: CampaignRef, {trackKey}: SeedWork): TrackDefinition {
  const track = campaign.definition.tracks.find(({key}) => key === trackKey);
  if (!track) throw new Error(`there is no track ${trackKey}`);
  return track;
}

function ruleOf(track: TrackDefinition, key: string): NonNullable<TrackDefinition['assets']>[number] {
  const rule = track.assets?.find((candidate) => candidate.key === key);
  if (!rule) throw new Error(`track ${track.key} has no rule ${key}`);
  return rule;
}

function within(most: number, place: number, {title}: SeedWork): number {
  if (place > most) throw new Error(`"${title}" would be number ${place} of ${most}`);
  return place;
}

function submissionOf(
  campaign: CampaignRef,
  work: SeedWork,
  {ordinal, number}: {ordinal: number; number: string},
): Submission {
  return Object.assign(new Submission(), {
    id: newId(),
    campaignId: campaign.id,
    trackKey: work.trackKey,
    definitionVersion: campaign.definitionVersion,
    organisationId: work.organisationId,
    ordinal,
    number,
    title: work.title,
    author: work.author,
    performers: work.performers ?? 1,
    entered: [],
    personalErasedAt: null,
    state: SubmissionState[work.state],
    recommendedById:
      work.state === 'RECOMMENDED' || work.state === 'SHORTLISTED' ? (work.recommendedById ?? null) : null,
    published: false,
    returnReason: null,
    handedInAt: work.state === 'DRAFT' ? null : work.at,
    createdAt: work.at,
    version: 1,
  });
}

function stepsOf(work: SeedWork, submissionId: string): SubmissionStep[] {
  const all: [StepKind, string | null][] = [
    ['CREATED', work.organisationId],
    ['HANDED_IN', work.organisationId],
    ['RECOMMENDED', work.recommendedById ?? null],
    ['SHORTLISTED', null],
  ];
  const count = ['DRAFT', 'HANDED_IN', 'RECOMMENDED', 'SHORTLISTED'].indexOf(work.state) + 1;
  return all.slice(0, count).map(([kind, organisationId]) => ({
    id: newId(),
    submissionId,
    at: work.at,
    kind,
    organisationId,
    by: null,
    note: null,
  }));
}

async function insert<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  rows: T[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = rows.slice(from, from + CHUNK) as QueryDeepPartialEntity<T>[];
    await manager.createQueryBuilder().insert().into(entity).values(some).updateEntity(false).execute();
  }
}
