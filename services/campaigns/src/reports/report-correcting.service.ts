import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, versionConflict} from '@concours/kernel/refusal';
import {In} from 'typeorm';
import type {Progress} from '../plans/progress.service.js';
import {ActivityReport} from './activity-report.js';
import {entryOf, type ReportAccess} from './report-access.service.js';
import {ReportCorrection} from './report-correction.js';
import {CorrectionKind, ReportState} from './report.kinds.js';
import {nothingCorrected, reportStateForbids} from './report.refusals.js';
import {type Counted, countedFaults, countedOf, permits} from './report.rules.js';
import {reasonOf} from './report.service.js';

interface Correcting {
  id: string;
  version: number;
  reason: string;
  /** Null strikes the report out. */
  counted: Counted | null;
}

/** What was approved is not rewritten: a correction is a line of its own, and the sums move by what it changes (R129). */
export class ReportCorrecting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ReportAccess,
    private readonly progress: Progress,
  ) {}

  async correct(caller: Caller, {id, version, reason, counted}: Correcting): Promise<ActivityReport> {
    const report = await this.access.seen(caller, id);
    const need = await this.access.demandReview(caller, report);
    const why = reasonOf(reason);
    const campaign = await this.access.campaign(report.campaignId);
    const before = countedOf(report);
    const after = counted && countedOf({...counted, enterprise: counted.enterprise?.trim() || null});
    const [fault] = after ? countedFaults(after, this.access.today(campaign)) : [];
    if (fault) throw inputInvalid({field: `input.${fault.field}`, reason: fault.reason});
    const changed = changes(before, after ?? {});
    if (after && Object.keys(changed.after ?? {}).length === 0) throw nothingCorrected();
    const kind = after ? CorrectionKind.CHANGED : CorrectionKind.STRUCK;
    const state = after ? ReportState.APPROVED : ReportState.STRUCK;
    const next = Object.assign(new ActivityReport(), report, after, {state, version: version + 1});
    await this.database.write(async (manager) => {
      const revision = await this.progress.lock(manager, report.campaignId);
      const {affected} = await manager.update(
        ActivityReport,
        {id, version, state: ReportState.APPROVED},
        {...after, state, version: version + 1},
      );
      if (affected !== 1) {
        const now = await manager.findOneByOrFail(ActivityReport, {id});
        throw permits('CORRECT', now.state)
          ? versionConflict({current: now.version})
          : reportStateForbids({state: now.state, act: 'CORRECT'});
      }
      await this.progress.correct(manager, revision, report, after && next);
      await manager.insert(ReportCorrection, {
        ...{id: newId(), campaignId: report.campaignId, reportId: id, kind, reason: why},
        ...{before, after, byId: caller.id, at: this.clock.now()},
      });
      const action = after ? 'correctReport' : 'strikeReport';
      await record(manager, caller, {
        ...entryOf(report, action),
        need,
        ...(after ? changed : {before, after: {state}}),
        reason: why,
      });
    });
    return next;
  }

  /** In the order in which they were made; of reports the caller sees, which is what asked for them. */
  async of(reportIds: readonly string[]): Promise<ReportCorrection[][]> {
    const where = {reportId: In([...new Set(reportIds)])};
    const found = await this.database.read.find(ReportCorrection, {where, order: {at: 'ASC', id: 'ASC'}});
    return reportIds.map((id) => found.filter(({reportId}) => reportId === id));
  }
}
