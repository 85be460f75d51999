/** What of a result is shown, and in which order. Plain: no graph, no screen. */
export interface Ranked {
  rank: number;
  entry: {number: string};
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', {numeric: true});

/** Best first where the policies show a ranking of entries, else by their numbers. */
export function rowsInOrder<T extends Ranked>(rows: readonly T[], rankingShown: boolean): T[] {
  if (rankingShown) return [...rows];
  return [...rows].sort((a, b) => byNumber(a.entry.number, b.entry.number));
}

export interface Recipient {
  entry: {number: string} | null;
  organisation: {code: string};
}

/** Units are never ranked: they stand by their codes. Works keep the order of the standing where it is shown. */
export function recipientsInOrder<T extends Recipient>(
  recipients: readonly T[],
  award: {toUnits: boolean},
  rankingShown: boolean,
): T[] {
  const list = [...recipients];
  if (award.toUnits) return list.sort((a, b) => byNumber(a.organisation.code, b.organisation.code));
  if (rankingShown) return list;
  return list.sort((a, b) => byNumber(a.entry?.number ?? '', b.entry?.number ?? ''));
}

export type AwardState = 'none' | 'given' | 'provisional' | 'tied';

/** Tied says more than provisional: somebody has to decide. */
export function awardState(award: {provisional: boolean; tied: boolean; recipients: readonly unknown[]}): AwardState {
  if (award.tied) return 'tied';
  if (award.recipients.length === 0) return 'none';
  return award.provisional ? 'provisional' : 'given';
}

/** The name of the file somebody takes home: which contest and which round it proves. */
export const bundleName = (campaignKey: string, roundKey: string): string => `${campaignKey}-${roundKey}-bundle.json`;

export const verifyCommand = (file: string, digest: string): string => `npm run verify -- ${file} ${digest}`;

/** The latest result first: who comes here wants the end of the story. */
export function latestFirst<T extends {result: {frozenAt: string} | null}>(rounds: readonly T[]): T[] {
  return rounds
    .filter(({result}) => result !== null)
    .sort((a, b) => Date.parse(b.result!.frozenAt) - Date.parse(a.result!.frozenAt));
}
