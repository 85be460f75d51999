import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound, versionConflict} from '@concours/kernel/refusal';
import {covers, demand, type Need} from '@concours/kernel/scope';
import {localDay} from '@concours/kernel/zone';
import {permissions} from '@concours/schema/access';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import {parentPath} from '../path.rules.js';
import type {Progress} from '../plans/progress.service.js';
import {stageIsOpen} from '../stages/stage.service.js';
import {ActivityReport} from './activity-report.js';
import {ReportState} from './report.kinds.js';
import type {ReportReading} from './report-reading.service.js';
import {
  campaignWithoutPlan,
  organisationUnknown,
  ownReport,
  reportStageClosed,
  reportStateForbids,
  unitClosed,
  unitOutsidePlan,
} from './report.refusals.js';
import {type Act, faultsOf, permits, type ReportFields} from './report.rules.js';

type Written = ReportFields & {organisationId: string};
type Change = Partial<Omit<ActivityReport, 'organisation'>>;

/** A report's way: written at the unit, handed in, returned or approved by a level above; counted once, when it is approved. */
export class Reports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly reading: ReportReading,
    private readonly progress: Progress,
  ) {}

  async draft(caller: Caller, campaignId: string, written: Written): Promise<ActivityReport> {
    const campaign = await this.campaigns.published(campaignId);
    const {fields, need} = await this.checked(caller, campaign, written);
    const report = Object.assign(new ActivityReport(), fields, {
      id: newId(),
      campaignId,
      state: ReportState.DRAFT,
      returnReason: null,
      submittedAt: null,
      submittedById: null,
      decidedAt: null,
      decidedById: null,
      version: 1,
    });
    await this.database.write(async (manager) => {
      await manager.insert(ActivityReport, report);
      await record(manager, caller, {...entryOf(report, 'draftReport'), need, after: fields});
    });
    return report;
  }

  async amend(caller: Caller, id: string, version: number, written: Written): Promise<ActivityReport> {
    const report = await this.seen(caller, id);
    await this.demandAt(caller, 'report.draft', report);
    const campaign = await this.campaigns.published(report.campaignId);
    const {fields, need} = await this.checked(caller, campaign, written);
    if (!permits('AMEND', report.state)) throw reportStateForbids({state: report.state, act: 'AMEND'});
    if (report.version !== version) throw versionConflict({current: report.version});
    return this.change(caller, need, report, 'AMEND', fields);
  }

  async submit(caller: Caller, id: string): Promise<ActivityReport> {
    const report = await this.seen(caller, id);
    const {unit, need} = await this.demandAt(caller, 'report.draft', report);
    const campaign = await this.campaigns.published(report.campaignId);
    demandOpen(unit);
    await this.demandWithin(campaign, unit);
    this.demandStage(campaign, planOf(campaign));
    return this.change(caller, need, report, 'SUBMIT', {
      state: ReportState.SUBMITTED,
      submittedAt: this.clock.now(),
      submittedById: caller.id,
    });
  }

  async return(caller: Caller, id: string, reason: string): Promise<ActivityReport> {
    const report = await this.seen(caller, id);
    const need = await this.demandReview(caller, report);
    const why = reason.trim();
    if (why === '' || why.length > 500) throw inputInvalid({field: 'reason'});
    return this.change(caller, need, report, 'RETURN', {
      state: ReportState.RETURNED,
      returnReason: why,
      decidedAt: this.clock.now(),
      decidedById: caller.id,
    });
  }

  /** Of several who approve at the same time one succeeds; the others find it approved. */
  async approve(caller: Caller, id: string): Promise<ActivityReport> {
    const report = await this.seen(caller, id);
    const need = await this.demandReview(caller, report);
    const unit = await this.unitOf(report.organisationId);
    await this.demandWithin(await this.campaigns.published(report.campaignId), unit);
    return this.change(caller, need, report, 'APPROVE', {
      state: ReportState.APPROVED,
      decidedAt: this.clock.now(),
      decidedById: caller.id,
    });
  }

  private async change(
    caller: Caller,
    need: Need,
    report: ActivityReport,
    act: Act,
    changed: Change,
  ): Promise<ActivityReport> {
    if (!permits(act, report.state)) throw reportStateForbids({state: report.state, act});
    const next = Object.assign(new ActivityReport(), report, changed, {version: report.version + 1});
    const {id, version, state} = report;
    await this.database.write(async (manager) => {
      const revision = act === 'APPROVE' ? await this.progress.lock(manager, report.campaignId) : 0;
      const {affected} = await manager.update(
        ActivityReport,
        {id, version, state},
        {...changed, version: next.version},
      );
      if (affected !== 1) {
        const now = await manager.findOneByOrFail(ActivityReport, {id});
        throw permits(act, now.state)
          ? versionConflict({current: now.version})
          : reportStateForbids({state: now.state, act});
      }
      if (act === 'APPROVE') await this.progress.add(manager, revision, next);
      await record(manager, caller, {
        ...entryOf(report, actions[act]),
        need,
        ...changes(report, changed),
        reason: changed.returnReason,
      });
    });
    return next;
  }

  private async checked(
    caller: Caller,
    campaign: Campaign,
    written: Written,
  ): Promise<{fields: Omit<Written, 'form'> & {formKey: string}; need: Need}> {
    const plan = planOf(campaign);
    const unit = await this.unitOf(written.organisationId);
    const need = {roles: permissions['report.draft'], path: unit.path, within: campaign.id};
    demand(caller, need);
    demandOpen(unit);
    await this.demandWithin(campaign, unit);
    const today = localDay(this.clock.now(), campaign.document.campaign.timezone);
    const [fault] = faultsOf(
      written,
      plan.reports.forms.map(({key}) => key),
      today,
    );
    if (fault) throw inputInvalid({field: `input.${fault.field}`, reason: fault.reason});
    const {form, title, place, content, enterprise, ...rest} = written;
    const fields = {
      ...rest,
      formKey: form,
      title: title.trim(),
      place: place.trim(),
      content: content.trim(),
      enterprise: enterprise?.trim() || null,
    };
    return {fields, need};
  }

  private async seen(caller: Caller, id: string): Promise<ActivityReport> {
    const [report] = await this.reading.byIds(caller, [id]);
    if (!report) throw notFound();
    return report;
  }

  private async unitOf(organisationId: string): Promise<OrganisationRef> {
    const unit = (await this.organisations.byIds([organisationId])).get(organisationId);
    if (!unit) throw organisationUnknown({organisationId});
    return unit;
  }

  private async demandAt(
    caller: Caller,
    permission: 'report.draft',
    report: ActivityReport,
  ): Promise<{unit: OrganisationRef; need: Need}> {
    const unit = await this.unitOf(report.organisationId);
    const need = {roles: permissions[permission], path: unit.path, within: report.campaignId};
    demand(caller, need);
    return {unit, need};
  }

  /** From a level above the unit, and never by the one who handed it in (R43). */
  private async demandReview(caller: Caller, report: ActivityReport): Promise<Need> {
    const unit = await this.unitOf(report.organisationId);
    const need = {roles: permissions['report.review'], path: parentPath(unit.path), within: report.campaignId};
    demand(caller, need);
    if (caller.id !== null && caller.id === report.submittedById) throw ownReport();
    return need;
  }

  private async demandWithin(campaign: Campaign, unit: OrganisationRef): Promise<void> {
    const rootId = campaign.idOf(planOf(campaign).root);
    const root = (await this.organisations.byIds([rootId])).get(rootId);
    if (!root || !covers(root.path, unit.path)) throw unitOutsidePlan();
  }

  private demandStage(campaign: Campaign, plan: PlanDefinition): void {
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
}

const actions: Record<Act, string> = {
  AMEND: 'amendReport',
  SUBMIT: 'submitReport',
  RETURN: 'returnReport',
  APPROVE: 'approveReport',
};

function entryOf({id, organisationId, campaignId}: ActivityReport, action: string) {
  return {action, subject: {type: 'ActivityReport', id}, organisationId, campaignId};
}

function planOf(campaign: Campaign): PlanDefinition {
  const {plan} = campaign.document;
  if (!plan) throw campaignWithoutPlan();
  return plan;
}

/** A closed unit reports nothing new; what it has handed in is still decided on. */
function demandOpen({closed}: OrganisationRef): void {
  if (closed) throw unitClosed();
}
