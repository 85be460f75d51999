import {monotonicFactory} from 'ulid';

// Monotonic, so that the ids one process makes within a millisecond still sort in the order they were made.
const next = monotonicFactory();

/** A ULID: 26 characters, sortable by the time it was made. */
export function newId(): string {
  return next();
}
