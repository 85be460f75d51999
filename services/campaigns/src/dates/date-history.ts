import {newId} from '@concours/kernel/ids';
import type {Definition} from '@concours/schema/definition/definition';
import type {EntityManager} from 'typeorm';
import {momentsIn} from '../date-places.rules.js';
import {DateChange, DateChangeKind} from './date-change.js';

type Common = Pick<DateChange, 'campaignId' | 'at'> & Partial<DateChange>;
export type Moved = Pick<DateChange, 'place' | 'kind' | 'before' | 'after'>;

/** Every date that is another in the definition now in force. */
export function movedDates(before: Definition, after: Definition): Moved[] {
  const [was, is] = [momentsIn(before), momentsIn(after)];
  const places = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return places
    .filter((place) => was[place] !== is[place])
    .map((place) => ({
      ...{place, kind: DateChangeKind.FOLLOWED},
      before: was[place] ?? null,
      after: is[place] ?? null,
    }));
}

export async function writeHistory(manager: EntityManager, moved: readonly Moved[], common: Common): Promise<void> {
  if (moved.length === 0) return;
  const nobody = {reason: null, followed: null, byId: null, byName: null};
  await manager.insert(
    DateChange,
    moved.map((change) => ({...nobody, ...common, ...change, id: newId()})),
  );
}
