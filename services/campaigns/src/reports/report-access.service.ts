import type {Clock} from '@concours/kernel/clock';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {covers, demand, may, type Need} from '@concours/kernel/scope';
import {localDay} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Organisation} from '../organisations/organisation.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {parentPath} from '../path.rules.js';
import {stageIsOpen} from '../stages/stage.service.js';
import type {ActivityReport} from './activity-report.js';
import {ReportState} from './report.kinds.js';
import type {ReportReading} from './report-reading.service.js';
import {
  campaignWithoutPlan,
  organisationUnknown,
  ownReport,
  reportStageClosed,
  unitClosed,
  unitOutsidePlan,
} from './report.refusals.js';
import {choicesOf, faultsOf, type ReportFields} from './report.rules.js';

export type Written = ReportFields & {organisationId: string};
/** As the columns hold it. */
export type Checked = Pick<ActivityReport, 'organisationId' | 'title' | 'heldOn' | 'formKey' | 'place' | 'content'> &
  Pick<
    ActivityReport,
    'participants' | 'workersReached' | 'publicists' | 'audience' | 'enterprise' | 'links' | 'answers'
  >;

/** Who may do what to a report, and what a report may say: asked by everything that writes one. */
export class ReportAccess {
  constructor(
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly reading: ReportReading,
    private readonly demandPlan: (campaign: Campaign) => Promise<void>,
  ) {}

  campaign(id: string): Promise<Campaign> {
    return this.campaigns.published(id);
  }

  async seen(caller: Caller, id: string): Promise<ActivityReport> {
    const [report] = await this.reading.byIds(caller, [id]);
    if (!report) throw notFound();
    return report;
  }

  async unitOf(organisationId: string): Promise<OrganisationRef> {
    const unit = (await this.organisations.byIds([organisationId])).get(organisationId);
    if (!unit) throw organisationUnknown({organisationId});
    return unit;
  }

  async demandDraft(
    caller: Caller,
    {organisationId, campaignId}: Pick<ActivityReport, 'organisationId' | 'campaignId'>,
  ): Promise<{unit: OrganisationRef; need: Need}> {
    const unit = await this.unitOf(organisationId);
    const need = {roles: permissions['report.draft'], path: unit.path, within: campaignId};
    demand(caller, need);
    return {unit, need};
  }

  /** From the level that is responsible or above it, and never by the one who handed it in (R43). */
  async demandReview(caller: Caller, report: ActivityReport): Promise<Need> {
    const need = await this.reviewOf(report);
    demand(caller, need);
    if (caller.id !== null && caller.id === report.submittedById) throw ownReport();
    return need;
  }

  /** Of many at once. */
  async mayReview(caller: Caller, reports: readonly ActivityReport[]): Promise<boolean[]> {
    const needs = await this.reviewsOf(reports);
    return reports.map(
      (report, i) =>
        needs[i] !== null && !(caller.id !== null && caller.id === report.submittedById) && may(caller, needs[i]),
    );
  }

  /** The level each waits for, as long as it waits. */
  async awaitedBy(reports: readonly ActivityReport[]): Promise<(Organisation | null)[]> {
    const needs = await this.reviewsOf(reports);
    const units = await this.organisations.byPaths(needs.flatMap((need) => need?.path ?? []));
    return reports.map(({state}, i) => {
      const id = state === ReportState.SUBMITTED ? units.get(needs[i]?.path ?? '') : undefined;
      return id === undefined ? null : Organisation.of(id);
    });
  }

  async demandWithin(campaign: Campaign, unit: OrganisationRef): Promise<void> {
    planOf(campaign);
    const root = await this.rootOf(campaign);
    if (!root || !covers(root.path, unit.path)) throw unitOutsidePlan();
  }

  /** Within the time of reports, and with nothing that holds the plan. */
  async demandTaken(campaign: Campaign): Promise<void> {
    this.demandStage(campaign);
    await this.demandPlan(campaign);
  }

  private demandStage(campaign: Campaign): void {
    const plan = planOf(campaign);
    const stage = campaign
      .calendar()
      .find(({definition: {key, kind}}) =>
        plan.reports.stage === undefined ? kind === 'REPORTING' : key === plan.reports.stage,
      );
    if (stage && stageIsOpen(stage, this.clock.now())) return;
    const {opensAt = null, closesAt = null} = stage ?? {};
    throw reportStageClosed({
      stage: stage?.definition.key ?? null,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
    });
  }

  /** Right, unit and every field of what somebody wrote. */
  async checked(caller: Caller, campaign: Campaign, written: Written): Promise<{fields: Checked; need: Need}> {
    const plan = planOf(campaign);
    const {unit, need} = await this.demandDraft(caller, {...written, campaignId: campaign.id});
    demandOpen(unit);
    await this.demandWithin(campaign, unit);
    const [fault] = faultsOf(written, choicesOf(plan), this.today(campaign));
    if (fault) throw inputInvalid({field: `input.${fault.field}`, reason: fault.reason});
    return {fields: fieldsOf(written), need};
  }

  today(campaign: Campaign): string {
    return localDay(this.clock.now(), campaign.document.campaign.timezone);
  }

  /** None where a later definition has no plan any more. */
  async rootOf(campaign: Campaign): Promise<OrganisationRef | undefined> {
    const rootId = campaign.idOf(campaign.document.plan?.root ?? '') ?? '';
    return (await this.organisations.byIds([rootId])).get(rootId);
  }

  private async reviewOf(report: ActivityReport): Promise<Need> {
    const [need] = await this.reviewsOf([report]);
    if (!need) throw organisationUnknown({organisationId: report.organisationId});
    return need;
  }

  private async reviewsOf(reports: readonly ActivityReport[]): Promise<(Need | null)[]> {
    const campaigns = new Map<string, string | undefined>();
    for (const id of new Set(reports.map(({campaignId}) => campaignId)))
      campaigns.set(id, (await this.rootOf(await this.campaign(id)))?.path);
    const units = await this.organisations.byIds(reports.map(({organisationId}) => organisationId));
    return reports.map(({organisationId, campaignId}) => {
      const unit = units.get(organisationId);
      const path = unit && responsiblePath(unit.path, campaigns.get(campaignId));
      return path === undefined ? null : {roles: permissions['report.review'], path, within: campaignId};
    });
  }
}

/** The level above the unit; at the root of the plan, above which the plan has nobody, another person of the same level. */
export function responsiblePath(unit: string, root: string | undefined): string {
  return unit === root ? unit : parentPath(unit);
}

export function planOf(campaign: Campaign): PlanDefinition {
  const {plan} = campaign.document;
  if (!plan) throw campaignWithoutPlan();
  return plan;
}

/** A closed unit reports nothing new; what it has handed in is still decided on. */
export function demandOpen({closed}: OrganisationRef): void {
  if (closed) throw unitClosed();
}

export function fieldsOf(written: Written): Checked {
  const {form, title, place, content, enterprise, topics, channels, confirmed, ...rest} = written;
  const {organisationId, heldOn, participants, workersReached, publicists, audience, links} = rest;
  return {
    ...{organisationId, heldOn, participants, workersReached, publicists, audience, links},
    formKey: form,
    title: title.trim(),
    place: place.trim(),
    content: content.trim(),
    enterprise: enterprise?.trim() || null,
    answers: {topics: [...new Set(topics)], channels: [...new Set(channels)], confirmed: [...new Set(confirmed)]},
  };
}

export function entryOf({id, organisationId, campaignId}: ActivityReport, action: string) {
  return {action, subject: {type: 'ActivityReport', id}, organisationId, campaignId};
}
