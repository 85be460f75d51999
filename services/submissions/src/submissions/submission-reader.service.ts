import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PageOf} from '@concours/kernel/page';
import {maskContact} from '@concours/kernel/personal/mask';
import {bilingual} from '@concours/schema/definition/values';
import {In} from 'typeorm';
import {findingsOf} from '../assets/asset-checks.service.js';
import {AssetRole} from '../assets/asset.kinds.js';
import type {Asset} from '../assets/asset.js';
import type {AssetService} from '../assets/asset.service.js';
import {isIntakeOpen, screeningStage} from '../campaigns/intake.service.js';
import type {Consent} from '../consents/consent.js';
import type {ConsentService} from '../consents/consent.service.js';
import type {OrganisationRefs} from '../organisations/organisation.service.js';
import type {Exposure} from '../personal/exposure.js';
import type {PersonalFields} from '../personal/personal-fields.service.js';
import {sightOfPersonal} from '../personal/reveal.service.js';
import type {SharedContacts} from '../personal/shared-contacts.service.js';
import {Shortlist} from '../screenings/shortlist.js';
import {RuleFinding} from './rule-finding.js';
import {holds, placeOf, type SubmissionAccess, trackOf} from './submission-access.service.js';
import {SubmissionStep} from './submission-step.js';
import type {SubmissionPageArgs} from './submission.inputs.js';
import {actionsFor, stateAllows} from './submission.rules.js';
import type {Submission} from './submission.js';
import {SubmissionActions, SubmissionField} from './submission.types.js';

/** Everything that is shown of a work, for what the caller sees of it. */
export class SubmissionReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
    private readonly organisations: OrganisationRefs,
    private readonly assetService: AssetService,
    private readonly consentService: ConsentService,
    private readonly personal: PersonalFields,
    private readonly shared: SharedContacts,
  ) {}

  async find(caller: Caller, id: string): Promise<Submission | null> {
    return (await this.access.many(caller, [id])).get(id) ?? null;
  }

  page(caller: Caller, campaignId: string, {filter, first, after}: SubmissionPageArgs): Promise<PageOf<Submission>> {
    return this.access.page(caller, campaignId, {filter, first, after});
  }

  async fields(caller: Caller, submissions: readonly Submission[]): Promise<SubmissionField[][]> {
    const seen = submissions.filter(({sight}) => sight.level === 'FULL').map(({id}) => id);
    const opened = await this.personal.ofWorks(seen);
    return submissions.map((submission) => {
      if (submission.sight.level !== 'FULL') return [];
      const held = opened.get(submission.id);
      const inClear = fillsIn(caller, submission);
      return (trackOf(submission).fields ?? []).map((rule) => {
        const sealed = held?.get(rule.key) ?? null;
        const personal = rule.personal === true || held?.has(rule.key) === true;
        const entered = sealed ?? submission.entered.find(({key}) => key === rule.key)?.value ?? null;
        const masked = personal && !inClear && entered !== null;
        const value = masked ? maskContact(entered) : entered;
        return Object.assign(new SubmissionField(), {
          key: rule.key,
          label: bilingual(rule.name),
          value,
          masked,
          personal,
        });
      });
    });
  }

  assets(submissions: readonly Submission[]): Promise<Asset[][]> {
    return this.assetService.ofSubmissions(submissions);
  }

  coverOf(assets: readonly Asset[]): Asset | null {
    return assets.find((asset) => asset.role === AssetRole.COVER) ?? null;
  }

  findings(submission: Submission, assets: readonly Asset[], shared: readonly Exposure[]): RuleFinding[] {
    if (submission.sight.level !== 'FULL') return [];
    const rules = trackOf(submission).assets ?? [];
    const ofFiles = assets.flatMap((asset) => findingsOf(asset, rules));
    const exposed = this.shared.inTexts({...submission, files: assets});
    return [...ofFiles, ...exposed, ...shared].map((finding) => RuleFinding.of(finding));
  }

  /** For who screens: a unit need not learn who else gives its number. */
  async sharedContacts(caller: Caller, submissions: readonly Submission[]): Promise<Exposure[][]> {
    const screened = submissions.filter((submission) => holds(caller, 'screening.read', placeOf(submission)));
    const found = await this.shared.ofWorks(screened.map(({id}) => id));
    return submissions.map(({id}) => found.get(id) ?? []);
  }

  async histories(submissions: readonly Submission[]): Promise<SubmissionStep[][]> {
    const ids = submissions.filter(({sight}) => sight.level === 'FULL').map(({id}) => id);
    const steps = await this.database.read.find(SubmissionStep, {where: {submissionId: In(ids)}, order: {id: 'ASC'}});
    const byWork = new Map<string, SubmissionStep[]>(submissions.map(({id}) => [id, []]));
    for (const step of steps) byWork.get(step.submissionId)?.push(step);
    return submissions.map(({id}) => byWork.get(id) ?? []);
  }

  async consents(submissions: readonly Submission[]): Promise<(Consent | null)[]> {
    const consents = await this.consentService.ofSubmissions(submissions.map(({id}) => id));
    return submissions.map(({sight}, n) => (sight.level === 'FULL' ? consents[n] : null));
  }

  async actions(caller: Caller, submissions: readonly Submission[]): Promise<SubmissionActions[]> {
    const now = this.clock.now();
    const recommenders = await this.organisations.byIds(
      submissions.flatMap(({recommendedById}) => recommendedById ?? []),
    );
    const campaignIds = submissions.map(({campaignId}) => campaignId);
    const shortlists = await this.database.read.findBy(Shortlist, {campaignId: In([...new Set(campaignIds)])});
    return submissions.map((submission) => {
      const place = placeOf(submission);
      const track = trackOf(submission);
      const recommender = recommenders.get(submission.recommendedById ?? '')?.path ?? place.path;
      const shortlist = shortlists.find(
        ({campaignId, trackKey}) => campaignId === submission.campaignId && trackKey === submission.trackKey,
      );
      const stage = screeningStage(submission.sight.campaign, track, now);
      const powers = {
        handIn: holds(caller, 'work.handIn', place),
        recommend: holds(caller, 'work.recommend', place),
        recommended: holds(caller, 'work.recommend', {...place, path: recommender}),
        decide: holds(caller, 'screening.decide', place),
      };
      const circumstances = {
        intakeOpen: isIntakeOpen(submission.sight.campaign, track, now),
        screeningOpen: track.screening !== undefined && (stage === null || stage.state === 'OPEN'),
        closed: (shortlist?.closedAt ?? null) !== null,
      };
      return Object.assign(new SubmissionActions(), {
        ...actionsFor(submission.state, track, powers, circumstances),
        ...revealing(caller, submission),
      });
    });
  }
}

/**
 * Whoever is filling a work in sees what the unit entered: that is work on an own draft, and no looking into other people's data.
 * Once it is handed in they see masks as everybody does, and unmasking is written down.
 */
const fillsIn = (caller: Caller, submission: Submission): boolean =>
  stateAllows('edit', submission.state, trackOf(submission)) && holds(caller, 'work.handIn', placeOf(submission));

function revealing(caller: Caller, submission: Submission): {reveal: boolean; revealForReason: boolean} {
  const sight = submission.sight.level === 'FULL' ? sightOfPersonal(caller, submission) : 'NEVER';
  return {reveal: sight !== 'NEVER', revealForReason: sight === 'FOR_REASON'};
}
