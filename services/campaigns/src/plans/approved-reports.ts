import type {EntityManager} from 'typeorm';
import {ActivityReport} from '../reports/activity-report.js';
import type {Counted} from './counting.rules.js';

/** An approved report, as far as it counts. */
export interface CountedReport extends Counted {
  id: string;
  campaignId: string;
  organisationId: string;
}

const BATCH = 5_000;
const columns = [
  ...['id', 'campaignId', 'organisationId', 'enterprise'],
  ...['participants', 'workersReached', 'publicists', 'audience'],
] as const;

/** All that are approved in a campaign, some thousand at a time, in the order of their ids. */
export async function* approvedReports(manager: EntityManager, campaignId: string): AsyncGenerator<CountedReport[]> {
  for (let after = ''; ;) {
    const query = manager
      .createQueryBuilder(ActivityReport, 'r')
      .where('r.campaignId = :campaignId AND r.state = :state AND r.id > :after', {
        campaignId,
        state: 'APPROVED',
        after,
      })
      .orderBy('r.id')
      .limit(BATCH)
      .select([]);
    for (const column of columns) query.addSelect(`r.${column}`, column);
    const rows = await query.getRawMany<CountedReport>();
    yield rows;
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1].id;
  }
}
