import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {FileRule} from '@concours/kernel/files/file.rules';
import type {Caller} from '@concours/kernel/identity';
import {notFound, versionConflict} from '@concours/kernel/refusal';
import type {Need} from '@concours/kernel/scope';
import type {EntityManager} from 'typeorm';
import type {Attachments} from '../files/attachments.service.js';
import {ActivityReport} from './activity-report.js';
import {entryOf, planOf, type ReportAccess} from './report-access.service.js';
import {evidenceUnasked, reportStateForbids} from './report.refusals.js';
import {MOST_PHOTOS, permits, photosAsked} from './report.rules.js';

/** As phones make them; where they were taken is blanked on the way in. */
const photo: FileRule = {key: 'photo', role: 'IMAGE', types: ['jpg', 'png', 'webp'], size: {most: 20_000_000}};

/** Evidence of an event, taken only where the plan says why (R140). Seen by whoever may read the report. */
export class ReportPhotos {
  constructor(
    private readonly database: Database,
    private readonly access: ReportAccess,
    private readonly attachments: Attachments,
  ) {}

  async attach(caller: Caller, reportId: string, uploadId: string): Promise<ActivityReport> {
    const {report, need} = await this.editable(caller, reportId);
    const campaign = await this.access.campaign(report.campaignId);
    if (!photosAsked(planOf(campaign))) throw evidenceUnasked();
    const taken = await this.attachments.take(caller, uploadId, photo);
    const {campaignId, id: subjectId} = report;
    return this.change(caller, report, need, 'attachReportPhoto', async (manager, after) => {
      const {id} = await this.attachments.keep(manager, {campaignId, subjectId, most: MOST_PHOTOS}, taken);
      after(() => this.attachments.forget(uploadId));
      return {photo: id};
    });
  }

  async remove(caller: Caller, reportId: string, photoId: string): Promise<ActivityReport> {
    const {report, need} = await this.editable(caller, reportId);
    const [photos] = await this.attachments.of([reportId]);
    if (!photos.some(({id}) => id === photoId)) throw notFound();
    return this.change(caller, report, need, 'removeReportPhoto', async (manager) => {
      await this.attachments.remove(manager, photoId);
      return {photo: photoId};
    });
  }

  private async editable(caller: Caller, id: string): Promise<{report: ActivityReport; need: Need}> {
    const report = await this.access.seen(caller, id);
    const {need} = await this.access.demandDraft(caller, report);
    if (!permits('AMEND', report.state)) throw reportStateForbids({state: report.state, act: 'AMEND'});
    return {report, need};
  }

  /** The version stays: the form beside it saves itself, and its text is not what changed. */
  private async change(
    caller: Caller,
    report: ActivityReport,
    need: Need,
    action: string,
    work: (manager: EntityManager, after: (hook: () => void) => void) => Promise<object>,
  ): Promise<ActivityReport> {
    await this.database.write(async (manager, after) => {
      const now = await manager.findOneBy(ActivityReport, {id: report.id});
      if (!now || !permits('AMEND', now.state)) throw versionConflict({current: now?.version});
      await record(manager, caller, {...entryOf(report, action), need, after: await work(manager, after)});
    });
    return report;
  }
}
