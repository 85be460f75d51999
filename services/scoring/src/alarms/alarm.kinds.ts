/** What can go wrong with votes while they are taken. */
export enum AlarmCode {
  /** Counts are not those of the stored votes. */
  TALLY_DIFFERS = 'TALLY_DIFFERS',
  /** Ballots could not be stored, and none has been since. */
  BALLOTS_FAILING = 'BALLOTS_FAILING',
  /** Votes wait to be sealed, and none is. */
  LEDGER_STALLED = 'LEDGER_STALLED',
  /** Ballots wait to be looked through for what may be wrong with them, and none is. */
  WATCH_FAILED = 'WATCH_FAILED',
  /** A head of the ledger is due and was not published. */
  HEAD_FAILED = 'HEAD_FAILED',
  /** Counts could not be compared with the stored votes. */
  CHECK_FAILED = 'CHECK_FAILED',
}
