import type {GroupName} from './bundle.js';

/** The counts of a round's own vote: as they are shown, or exact. */
export interface RoundVotes {
  /** By entry id; who is absent has none. */
  byEntry: ReadonlyMap<string, number>;
  /** Null where votes are not counted by constituency. */
  groups: GroupCounts | null;
}

export interface GroupCounts {
  names: GroupName[];
  /** By entry id, then by the key of the constituency. */
  byEntry: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** By entry id, the constituency it comes from itself. */
  ownOf: ReadonlyMap<string, string>;
}
