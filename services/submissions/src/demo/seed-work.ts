import type {FieldValue} from '../submissions/submission.js';

export interface SeedWork {
  trackKey: string;
  organisationId: string;
  title: string;
  author: string;
  performers?: number;
  fields?: FieldValue[];
  /** Files of this machine; the same path is looked at once, and equal files are kept once. */
  files: {rule: string; fileName: string; path: string}[];
  /** When it was handed in, or begun if it is a draft. */
  at: Date;
  state: 'DRAFT' | 'HANDED_IN' | 'RECOMMENDED' | 'SHORTLISTED';
  /** Needed for the last two where the track has a recommendation. */
  recommendedById?: string;
}
