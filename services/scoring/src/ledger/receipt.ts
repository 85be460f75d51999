import {ballotOf, type LedgerBallot} from './line.rules.js';

const PREFIX = 'CB1.';
const LONGEST = 60_000;

/** As a voter keeps it: one word that survives being copied. */
export const receiptOf = (opening: string): string => PREFIX + Buffer.from(opening).toString('base64url');

/** Null where it is no receipt, whoever made it. */
export function readReceipt(text: string): {opening: string; ballot: LedgerBallot} | null {
  const word = text.replaceAll(/\s/g, '');
  if (word.length > LONGEST || !word.startsWith(PREFIX)) return null;
  const opening = Buffer.from(word.slice(PREFIX.length), 'base64url').toString('utf8');
  const ballot = ballotOf(opening);
  return ballot && {opening, ballot};
}
