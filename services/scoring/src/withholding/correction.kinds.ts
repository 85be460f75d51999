/** How the counts of a round were corrected. */
export enum CorrectionKind {
  HELD = 'HELD',
  RELEASED = 'RELEASED',
  VOIDED = 'VOIDED',
  RESTORED = 'RESTORED',
  SUSPENDED = 'SUSPENDED',
  RESUMED = 'RESUMED',
}
