import type {Announcement} from '@concours/kernel/events/outbox';
import type {ResultPublished} from '@concours/schema/events';
import type {ResultRow} from './result-row.js';

export function resultPublished(result: ResultRow): Announcement<ResultPublished> {
  return {
    type: 'ResultPublished',
    subject: result.id,
    version: result.version,
    at: result.publishedAt!,
    payload: {
      id: result.id,
      campaignId: result.campaignId,
      roundKey: result.bundle.rules.key,
      digest: result.digest,
      publishedAt: result.publishedAt!.toISOString(),
    },
  };
}
