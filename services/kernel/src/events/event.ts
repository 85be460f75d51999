/** Something that happened to a subject, with the subject's full state: whoever has the highest version knows all. */
export interface DomainEvent<P = unknown> {
  id: string;
  type: string;
  subject: string;
  version: number;
  /** ISO 8601, UTC. */
  at: string;
  /** The service that announced it. */
  source: string;
  payload: P;
}

/** Asks the owners of event types to announce the current state of every subject again. */
export const REPLAY_REQUESTED = 'ReplayRequested';

export interface ReplayRequested {
  types: string[];
  by: string;
}
