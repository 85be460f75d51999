import type {DomainEvent} from '@concours/kernel/events/event';
import {newId} from '@concours/kernel/ids';

export const TALLY_MOVED = 'TallyMoved';

export interface TallyMoved {
  rounds: string[];
  /** The instance whose batch it was; it has been told already. */
  by: string;
}

/**
 * Only a hint to read the database, so it goes straight to the bus: a row in the outbox for each batch would be written twice more by
 * the relay, for something that may be lost.
 */
export const tallyMoved = (payload: TallyMoved, version: number): DomainEvent<TallyMoved> => ({
  id: newId(),
  type: TALLY_MOVED,
  subject: payload.by,
  version,
  at: new Date().toISOString(),
  source: 'scoring',
  payload,
});
