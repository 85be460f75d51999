/** Why a constituency says nothing about an entry: it may not vote for its own, or nobody of it voted. */
export enum LeftOut {
  OWN = 'OWN',
  SILENT = 'SILENT',
}
