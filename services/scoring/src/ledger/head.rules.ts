import type {Hash} from './tree.rules.js';

/** How far the chain of one writer reaches. */
export interface WriterHead {
  writer: number;
  blocks: number;
  ballots: number;
  marks: number;
  /** Of its last block. */
  hash: string;
  /** Of the tree over its blocks. */
  root: string;
}

/** What a head commits to. Kept back while the counts are hidden: how many have voted is in it. */
export interface HeadBody {
  /** Nobody finds out by trying how many have voted. */
  salt: string;
  ballots: number;
  marks: number;
  writers: WriterHead[];
}

/** What is signed and published, whatever may be seen of the counts. */
export interface HeadStatement {
  format: 'concours-ledger-1';
  round: string;
  /** From 1, without gaps. */
  number: number;
  /** The last day that it covers in full, yyyymmdd in the campaign's zone. */
  day: number;
  /** When it was taken, by the platform's clock: what was sealed by then is in it. */
  at: string;
  /** Whether the vote was over. */
  closing: boolean;
  /** The hash of the statement before it; null for the first. */
  previous: string | null;
  /** The hash of the body. */
  body: string;
}

export const bodyOf = (salt: string, writers: WriterHead[]): HeadBody => ({
  salt,
  ballots: writers.reduce((sum, {ballots}) => sum + ballots, 0),
  marks: writers.reduce((sum, {marks}) => sum + marks, 0),
  writers,
});

export const bodyHash = (body: string, hash: Hash): string => hash(`body\n${body}`);
export const statementHash = (statement: string, hash: Hash): string => hash(`head\n${statement}`);

export function stated(i: Omit<HeadStatement, 'format' | 'body'>, body: HeadBody, hash: Hash) {
  const bodyText = JSON.stringify(body);
  const statement: HeadStatement = {format: 'concours-ledger-1', ...i, body: bodyHash(bodyText, hash)};
  return {statement: JSON.stringify(statement), body: bodyText};
}

/** Days are yyyymmdd. */
export interface HeadFacts {
  today: number;
  yesterday: number;
  /** Of the vote; null while it is not settled. */
  opens: number | null;
  closes: number | null;
  /** Whether the vote is over, and everything of it is sealed. */
  closed: boolean;
  last: {day: number; closing: boolean} | null;
  /** Whether there are blocks that no head covers. */
  grown: boolean;
}

/**
 * Which head is due: one a day, as soon as the day is over, also when nothing came in, and one when the vote is over. What comes
 * later, such as a void, is in another head after its day.
 */
export function dueHead(facts: HeadFacts): {day: number; closing: boolean} | null {
  const {today, yesterday, opens, closes, closed, last, grown} = facts;
  if (closed && !last?.closing) return {day: Math.max(closes ?? today, last?.day ?? 0), closing: true};
  const begun = opens === null ? grown : opens <= yesterday;
  if (!begun || (last !== null && last.day >= yesterday) || (closed && !grown)) return null;
  return {day: yesterday, closing: closed};
}
