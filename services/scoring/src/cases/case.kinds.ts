/** Where a case is. */
export enum CaseState {
  OPEN = 'OPEN',
  HEARING = 'HEARING',
  PROPOSED = 'PROPOSED',
  DECIDED = 'DECIDED',
  APPEALED = 'APPEALED',
  CLOSED = 'CLOSED',
}

/** The ladder (R138), and the way off it. */
export enum Measure {
  DISMISS = 'DISMISS',
  WARN = 'WARN',
  SUSPEND = 'SUSPEND',
  VOID = 'VOID',
  DISQUALIFY = 'DISQUALIFY',
}

export enum DecisionState {
  PROPOSED = 'PROPOSED',
  DECLINED = 'DECLINED',
  IN_FORCE = 'IN_FORCE',
  APPEALED = 'APPEALED',
  UPHELD = 'UPHELD',
  REVERSED = 'REVERSED',
}

export enum ComplaintKind {
  VOTE_BUYING = 'VOTE_BUYING',
  PLAGIARISM = 'PLAGIARISM',
  OTHER = 'OTHER',
}

export enum ComplaintState {
  OPEN = 'OPEN',
  ANSWERED = 'ANSWERED',
}
