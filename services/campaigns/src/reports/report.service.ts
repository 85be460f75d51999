import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, versionConflict} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {Campaign} from '../campaigns/campaign.js';
import type {Attachments} from '../files/attachments.service.js';
import type {Progress} from '../plans/progress.service.js';
import {ActivityReport} from './activity-report.js';
import {type Checked, demandOpen, entryOf, planOf, type ReportAccess, type Written} from './report-access.service.js';
import {ReportState} from './report.kinds.js';
import {evidenceMissing, reportStateForbids, reportUnconfirmed} from './report.refusals.js';
import {type Act, missingOf, permits, photosAsked} from './report.rules.js';

type Change = Partial<Omit<ActivityReport, 'organisation'>>;

/** A report's way: written at the unit, handed in, returned or approved by a level above; counted once, when it is approved. */
export class Reports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ReportAccess,
    private readonly progress: Progress,
    private readonly attachments: Attachments,
  ) {}

  async draft(caller: Caller, campaignId: string, written: Written): Promise<ActivityReport> {
    const campaign = await this.access.campaign(campaignId);
    const {fields, need} = await this.access.checked(caller, campaign, written);
    const report = draftOf(campaignId, fields);
    await this.database.write(async (manager) => {
      await manager.insert(ActivityReport, report);
      await record(manager, caller, {...entryOf(report, 'draftReport'), need, after: fields});
    });
    return report;
  }

  async amend(caller: Caller, id: string, version: number, written: Written): Promise<ActivityReport> {
    const report = await this.access.seen(caller, id);
    await this.access.demandDraft(caller, report);
    const campaign = await this.access.campaign(report.campaignId);
    const {fields, need} = await this.access.checked(caller, campaign, written);
    if (!permits('AMEND', report.state)) throw reportStateForbids({state: report.state, act: 'AMEND'});
    if (report.version !== version) throw versionConflict({current: report.version});
    return this.change(caller, need, report, 'AMEND', fields);
  }

  async submit(caller: Caller, id: string): Promise<ActivityReport> {
    const report = await this.access.seen(caller, id);
    const {unit, need} = await this.access.demandDraft(caller, report);
    const campaign = await this.access.campaign(report.campaignId);
    demandOpen(unit);
    await this.access.demandWithin(campaign, unit);
    await this.access.demandTaken(campaign);
    await this.demandWhole(campaign, report);
    return this.change(caller, need, report, 'SUBMIT', {
      state: ReportState.SUBMITTED,
      submittedAt: this.clock.now(),
      submittedById: caller.id,
    });
  }

  async return(caller: Caller, id: string, reason: string): Promise<ActivityReport> {
    const report = await this.access.seen(caller, id);
    const need = await this.access.demandReview(caller, report);
    return this.change(caller, need, report, 'RETURN', {
      state: ReportState.RETURNED,
      returnReason: reasonOf(reason),
      decidedAt: this.clock.now(),
      decidedById: caller.id,
    });
  }

  /** Of several who approve at the same time one succeeds; the others find it approved. */
  async approve(caller: Caller, id: string): Promise<ActivityReport> {
    const report = await this.access.seen(caller, id);
    const need = await this.access.demandReview(caller, report);
    const unit = await this.access.unitOf(report.organisationId);
    await this.access.demandWithin(await this.access.campaign(report.campaignId), unit);
    return this.change(caller, need, report, 'APPROVE', {
      state: ReportState.APPROVED,
      decidedAt: this.clock.now(),
      decidedById: caller.id,
    });
  }

  /** A draft may be anything; what is handed in has its confirmations, and its photos where the plan says why. */
  private async demandWhole(campaign: Campaign, report: ActivityReport): Promise<void> {
    const plan = planOf(campaign);
    const unconfirmed = missingOf(plan, report.answers?.confirmed ?? []);
    if (unconfirmed.length > 0) throw reportUnconfirmed({keys: unconfirmed});
    const asked = photosAsked(plan);
    if (!asked) return;
    const [photos] = await this.attachments.of([report.id]);
    if (photos.length < asked.least) throw evidenceMissing({asked: asked.least, has: photos.length});
  }

  private async change(
    caller: Caller,
    need: Need,
    report: ActivityReport,
    act: keyof typeof actions,
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
}

const actions: Record<Exclude<Act, 'CORRECT'>, string> = {
  AMEND: 'amendReport',
  SUBMIT: 'submitReport',
  RETURN: 'returnReport',
  APPROVE: 'approveReport',
};

export function draftOf(campaignId: string, fields: Checked): ActivityReport {
  return Object.assign(new ActivityReport(), fields, {
    ...{id: newId(), campaignId, state: ReportState.DRAFT, returnReason: null, version: 1},
    ...{submittedAt: null, submittedById: null, decidedAt: null, decidedById: null},
  });
}

/** 1 to 500 characters: what the unit reads, and what stands beside a correction. */
export function reasonOf(reason: string): string {
  const why = reason.trim();
  if (why === '' || why.length > 500) throw inputInvalid({field: 'reason'});
  return why;
}
