import {announce} from '@concours/kernel/events/outbox';
import type {PlanProgressChanged} from '@concours/schema/events';
import type {EntityManager} from 'typeorm';

export const PLAN_PROGRESS_CHANGED = 'PlanProgressChanged';

/** A hint for the walls' feeds: what it is worth is in the database. */
export async function announceProgress(manager: EntityManager, payload: PlanProgressChanged, at: Date): Promise<void> {
  const {campaignId, revision} = payload;
  await announce(manager, {type: PLAN_PROGRESS_CHANGED, subject: campaignId, version: revision, payload, at});
}
