/** What became of the ballot of a receipt. */
export enum LedgerProofState {
  INCLUDED = 'INCLUDED',
  HELD_BACK = 'HELD_BACK',
  AWAITING_HEAD = 'AWAITING_HEAD',
  UNSEALED = 'UNSEALED',
  DIFFERS = 'DIFFERS',
  MISSING = 'MISSING',
}
