/** What a signal tells of votes; the words of the definition. */
export enum SignalKind {
  BURST = 'BURST',
  DEVICE = 'DEVICE',
  PATTERN = 'PATTERN',
  FRESH = 'FRESH',
  APP = 'APP',
}

/** FLAGGED: seen, counted. HELD: its ballots are put aside. RELEASED: somebody looked; they count. IN_CASE: decided with a case. */
export enum SignalState {
  FLAGGED = 'FLAGGED',
  HELD = 'HELD',
  RELEASED = 'RELEASED',
  IN_CASE = 'IN_CASE',
}

/** The figures of a signal's evidence, whole numbers. */
export enum FigureKind {
  BALLOTS = 'BALLOTS',
  EXPECTED = 'EXPECTED',
  VOTERS = 'VOTERS',
  VOTERS_ALLOWED = 'VOTERS_ALLOWED',
  MINUTES = 'MINUTES',
  PERCENT = 'PERCENT',
  USUAL_PERCENT = 'USUAL_PERCENT',
  DAYS = 'DAYS',
}
