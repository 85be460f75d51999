/** Where a round is. The first three follow from the clock, the others from its result. */
export enum RoundState {
  WAITING = 'WAITING',
  OPEN = 'OPEN',
  CLOSED = 'CLOSED',
  FROZEN = 'FROZEN',
  ON_NOTICE = 'ON_NOTICE',
  PUBLISHED = 'PUBLISHED',
}

/** How far a round's result has come; null while it has none. */
export type ResultStage = 'FROZEN' | 'ON_NOTICE' | 'PUBLISHED';

/** Who sees the counts while a vote runs, and how old they are then (A39). */
export enum Visibility {
  HIDDEN = 'HIDDEN',
  DELAYED = 'DELAYED',
  LIVE = 'LIVE',
}

export enum ComponentKind {
  BALLOT = 'BALLOT',
  PANEL = 'PANEL',
  CLERK = 'CLERK',
  EXTERNAL = 'EXTERNAL',
  ROUND = 'ROUND',
}
