import {createHash} from 'node:crypto';
import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {defineRefusal, notFound} from '@concours/kernel/refusal';
import {demand, may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import type {AwardDefinition} from '@concours/schema/definition/award';
import type {CampaignView} from '../campaigns/campaign-view.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {Entries} from '../entries/entry.service.js';
import {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import type {Organisations} from '../organisations/organisation.service.js';
import type {Bundle} from '../standings/bundle.js';
import {orderOfBundle} from '../standings/standing.service.js';
import {FrozenUnit} from '../standings/standing.js';
import {type ResultRow, stageOf} from '../results/result-row.js';
import type {ResultService} from '../results/result.service.js';
import type {Rounds} from '../rounds/round.service.js';
import {SubmissionStub} from '../submissions/submission.js';
import {AwardDecision} from './award-decision.js';
import {type AwardOutcome, type RankedEntry, recipientsOf} from './award.rules.js';
import {AwardList, AwardRecipient} from './award.js';

const awardByStanding = defineRefusal('AWARD_BY_STANDING', () => ({
  zh: '该奖项由成绩决定，不能手工指定。',
  en: 'This award follows from a standing and is not decided by hand.',
}));
const awardTooMany = defineRefusal<{count: number}>('AWARD_TOO_MANY', ({count}) => ({
  zh: `该奖项最多授予 ${count} 个。`,
  en: `At most ${count} of this award are given.`,
}));
const awardRecipientUnknown = defineRefusal<{ids: string[]}>('AWARD_RECIPIENT_UNKNOWN', () => ({
  zh: '有的获奖者不是本活动的作品或单位。',
  en: 'Some recipients are no works or units of this campaign.',
}));

interface AwardParts {
  database: Database;
  clock: Clock;
  campaigns: Campaigns;
  rounds: Rounds;
  entries: Entries;
  organisations: Organisations;
  results: ResultService;
}

interface Given extends AwardOutcome {
  result: ResultRow | null;
}

/** Awards follow from frozen results, or are decided by hand where the definition names no standing. */
export class AwardService {
  constructor(private readonly parts: AwardParts) {}

  async ofCampaign(caller: Caller, campaignId: string): Promise<AwardList[]> {
    const campaign = await this.parts.campaigns.find(campaignId);
    if (!campaign) return [];
    const given = new Map<string, Given>();
    const lists: AwardList[] = [];
    for (const award of campaign.definition.awards ?? []) {
      lists.push(
        award.by ? await this.byStanding(caller, campaign, award, given) : await this.byHand(caller, campaign, award),
      );
    }
    return lists;
  }

  /** Replaces the decision as a whole. */
  async decide(
    caller: Caller,
    campaignId: string,
    key: string,
    entryIds: string[],
    organisationIds: string[],
  ): Promise<AwardList> {
    const campaign = await this.parts.campaigns.find(campaignId);
    if (!campaign) throw notFound();
    const need = {roles: permissions['result.freeze'], path: campaign.ownerPath, within: campaign.id};
    demand(caller, need);
    const award = campaign.definition.awards?.find((candidate) => candidate.key === key);
    if (!award) throw notFound();
    if (award.by) throw awardByStanding();
    const chosen = [...new Set(award.to === 'ENTRY' ? entryIds : organisationIds)];
    if (award.count !== undefined && chosen.length > award.count) throw awardTooMany({count: award.count});
    await this.refuseUnknown(campaign, award, chosen);
    await this.parts.database.write(async (manager) => {
      const before = await manager.findOneBy(AwardDecision, {campaignId, award: key});
      const given = {
        entryIds: award.to === 'ENTRY' ? chosen : [],
        organisationIds: award.to === 'UNIT' ? chosen : [],
      };
      await manager.save(
        manager.create(AwardDecision, {
          campaignId,
          award: key,
          ...given,
          decidedBy: caller.id ?? 'system',
          decidedAt: this.parts.clock.now(),
        }),
      );
      await record(manager, caller, {
        action: 'decideAward',
        subject: {type: 'AwardList', id: `${campaignId}:${key}`},
        organisationId: campaign.ownerOrganisationId,
        campaignId,
        need,
        ...changes({entryIds: before?.entryIds ?? [], organisationIds: before?.organisationIds ?? []}, given),
      });
    });
    return this.byHand(caller, campaign, award);
  }

  private async byStanding(
    caller: Caller,
    campaign: CampaignView,
    award: AwardDefinition,
    given: Map<string, Given>,
  ): Promise<AwardList> {
    const view = await this.parts.rounds.viewById(`${campaign.id}:${award.by!.round}`);
    const result = await this.parts.results.visible(caller, view);
    const before = award.by!.after === undefined ? undefined : given.get(award.by!.after);
    const already = new Set(before?.recipients.map(({submissionId}) => submissionId));
    const outcome = result
      ? recipientsOf(award, ranked(result, award.by!.component), already)
      : {recipients: [], tied: false};
    given.set(award.key, {...outcome, result});
    const entries = await this.parts.entries.findMany(outcome.recipients.map(({entryId}) => entryId));
    return listOf(
      award,
      entries.map((entry) => workRecipient(entry!, result?.bundle)),
      {
        provisional: !result || stageOf(result) !== 'PUBLISHED',
        tied: outcome.tied,
      },
    );
  }

  /** Shown with the results: a decision is no earlier public than the last standing of its campaign. */
  private async byHand(caller: Caller, campaign: CampaignView, award: AwardDefinition): Promise<AwardList> {
    const results = await Promise.all(
      (campaign.definition.rounds ?? []).map(async ({key}) =>
        this.parts.results.visible(caller, await this.parts.rounds.viewById(`${campaign.id}:${key}`)),
      ),
    );
    const reads = may(caller, {roles: permissions['round.read'], path: campaign.ownerPath, within: campaign.id});
    const decision =
      reads || results.every((result) => result !== null)
        ? await this.parts.database.read.findOneBy(AwardDecision, {campaignId: campaign.id, award: award.key})
        : null;
    const entries = await this.parts.entries.findMany(decision?.entryIds ?? []);
    const recipients = [
      ...entries.filter((entry) => entry !== null).map((entry) => workRecipient(entry)),
      ...(decision?.organisationIds ?? []).map((id) => recipient(null, id)),
    ];
    const isPublished = results.every((result) => result && stageOf(result) === 'PUBLISHED');
    return listOf(award, recipients, {provisional: !decision || !isPublished, tied: false});
  }

  private async refuseUnknown(campaign: CampaignView, award: AwardDefinition, ids: string[]): Promise<void> {
    const known =
      award.to === 'UNIT'
        ? (await this.parts.organisations.find(ids)).map(({id}) => id)
        : (await this.parts.entries.findMany(ids)).flatMap((entry) =>
            entry?.roundId.startsWith(`${campaign.id}:`) ? [entry.id] : [],
          );
    const unknown = ids.filter((id) => !known.includes(id));
    if (unknown.length > 0) throw awardRecipientUnknown({ids: unknown});
  }
}

/** The frozen order, or that of one component alone (R93), where the round's own chain parts equal scores. */
function ranked({bundle}: ResultRow, component: string | undefined): RankedEntry[] {
  const entries = new Map(bundle.entries.map((entry) => [entry.id, entry]));
  const order =
    component === undefined
      ? bundle.rows.map(({entryId, rank}) => ({id: entryId, rank}))
      : orderOfBundle(bundle, component, sha256);
  return order.map(({id, rank}) => {
    const {submissionId, organisationId} = entries.get(id)!;
    return {entryId: id, submissionId, organisationId, rank};
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const workRecipient = (entry: Entry, bundle?: Bundle): AwardRecipient => recipient(entry, entry.organisationId, bundle);

function recipient(entry: Entry | null, organisationId: string, bundle?: Bundle): AwardRecipient {
  return Object.assign(new AwardRecipient(), {
    entry,
    submission: entry && Object.assign(new SubmissionStub(), {id: entry.submissionId}),
    organisation: Object.assign(new OrganisationStub(), {id: organisationId}),
    unit: bundle ? FrozenUnit.of(bundle, organisationId) : null,
  });
}

function listOf(
  award: AwardDefinition,
  recipients: AwardRecipient[],
  state: {provisional: boolean; tied: boolean},
): AwardList {
  return Object.assign(new AwardList(), {
    key: award.key,
    nameText: award.name,
    count: award.count ?? null,
    toUnits: award.to === 'UNIT',
    recipients,
    ...state,
  });
}
