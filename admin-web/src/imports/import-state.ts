import type {ResultOf} from '@/graph/graphql';
import type {Tone} from '@/ui/StateTag.vue';
import type {ImportDocument, ImportRowsDocument} from './imports.documents';

export type ImportJob = NonNullable<ResultOf<typeof ImportDocument>['organisationImportJob']>;
export type ImportRow = NonNullable<
  ResultOf<typeof ImportRowsDocument>['organisationImportJob']
>['rows']['nodes'][number];
export type ImportState = ImportJob['state'];
export type Outcome = ImportRow['outcome'];

export const outcomes = ['NEW', 'CHANGED', 'UNCHANGED', 'REFUSED'] as const satisfies readonly Outcome[];

export function isGoing(state: ImportState): boolean {
  return state === 'UPLOADED' || state === 'READING' || state === 'APPLYING';
}

/** Which of the four steps an import is at: reading, review, applying, done. */
export function stepOf(state: ImportState): number {
  if (state === 'CHECKED') return 1;
  if (state === 'APPLYING') return 2;
  return state === 'DONE' ? 3 : 0;
}

export function stateTone(state: ImportState): Tone {
  if (state === 'DONE') return 'good';
  if (state === 'FAILED') return 'bad';
  if (state === 'CHECKED') return 'warn';
  return state === 'CANCELLED' ? 'plain' : 'waiting';
}

export function outcomeTone(outcome: Outcome): Tone {
  const tones = {NEW: 'good', CHANGED: 'warn', UNCHANGED: 'plain', REFUSED: 'bad'} as const;
  return tones[outcome];
}

/** What is to be counted against what while an import goes on. */
export function progressOf(job: Pick<ImportJob, 'state' | 'rowCount' | 'rowTotal' | 'appliedCount' | 'toApplyCount'>): {
  done: number;
  of: number | null;
} {
  if (job.state === 'APPLYING') return {done: job.appliedCount, of: job.toApplyCount};
  return {done: job.rowCount, of: job.rowTotal > 0 ? job.rowTotal : null};
}
