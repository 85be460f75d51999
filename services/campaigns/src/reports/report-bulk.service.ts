import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, refusalOf} from '@concours/kernel/refusal';
import type {ActivityReport} from './activity-report.js';
import {ReportDecision} from './report-decision.js';
import type {Reports} from './report.service.js';

const MOST = 200;

/** Many at once: each is decided by itself, and each says what became of it. */
export class ReportBulk {
  constructor(private readonly reports: Reports) {}

  approve(caller: Caller, ids: readonly string[]): Promise<ReportDecision[]> {
    return this.each(ids, (id) => this.reports.approve(caller, id));
  }

  return(caller: Caller, ids: readonly string[], reason: string): Promise<ReportDecision[]> {
    return this.each(ids, (id) => this.reports.return(caller, id, reason));
  }

  private async each(ids: readonly string[], act: (id: string) => Promise<ActivityReport>): Promise<ReportDecision[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0 || wanted.length > MOST) throw inputInvalid({field: 'ids'});
    const decisions: ReportDecision[] = [];
    for (const id of wanted) {
      try {
        decisions.push(ReportDecision.of(id, await act(id), null));
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        decisions.push(ReportDecision.of(id, null, refusal));
      }
    }
    return decisions;
  }
}
