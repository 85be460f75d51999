import type {ShortlistClosed} from '@concours/schema/events';
import {createHash} from 'node:crypto';

/** What a round compares its entries with before it opens. */
export function shortlistDigest(ids: readonly string[]): string {
  return createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');
}

/** A shortlist is closed once, so its event has one version. */
export function shortlistClosedEvent(closed: {
  campaignId: string;
  trackKey: string;
  closedAt: Date;
  closedCount: number;
  digest: string;
}) {
  const {campaignId, trackKey, closedCount: count, digest} = closed;
  const payload: ShortlistClosed = {campaignId, trackKey, count, digest, closedAt: closed.closedAt.toISOString()};
  return {type: 'ShortlistClosed' as const, subject: `${campaignId}:${trackKey}`, version: 1, payload};
}
