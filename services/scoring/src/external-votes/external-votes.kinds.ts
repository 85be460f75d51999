/** How far counts of a vote held elsewhere have come: laid before a second person, or decided by one. */
export enum ExternalVotesState {
  PROPOSED = 'PROPOSED',
  IN_FORCE = 'IN_FORCE',
  REPLACED = 'REPLACED',
  REJECTED = 'REJECTED',
}
