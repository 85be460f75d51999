import type {EntityManager} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';

/**
 * What hangs on a definition, in the unit of work that applies it: told once the campaign's row is written and before it is announced,
 * in the order of `slices.ts`. `before` is null for a new campaign. What a watcher throws refuses the definition.
 */
export interface AppliedWatcher {
  applied(manager: EntityManager, next: Campaign, before: Campaign | null): Promise<void>;
}
