import type {Origin} from '../ballots/origin.js';
import {type Hash, over, rootOf} from './tree.rules.js';

/** What an opening is of. */
export type LineKind = 'BALLOT';
/** What the lines of a block are: ballots that were stored together, or voids, see void.rules.ts. */
export type BlockKind = 'BALLOTS' | 'VOIDS';

/** A ballot as it is stored, its entries by their public ids. */
export interface LedgerBallot {
  roundId: string;
  voter: string;
  request: string;
  /** yyyymmdd in the campaign's zone. */
  day: number;
  at: number;
  marks: readonly (readonly [
    entryId: string,
    slot: number | null,
    roundSlot: number | null,
    entrySlot: number | null,
  ])[];
  origin: Origin;
}

/** A keyed hash by the round's secret, in hexadecimal digits. */
export type Mac = (text: string) => string;

const NONCE_DIGITS = 32;

/**
 * What a voter is given, and what the line commits to: everything of the ballot, and a nonce of 128 bits. Without the nonce nobody finds
 * out by trying who voted for what, though all else may be guessed. It is a keyed hash of the rest, so that the vote path stores and
 * draws nothing, and nobody makes up a receipt that was never given.
 */
export function openingOf(ballot: LedgerBallot, mac: Mac): string {
  const {roundId, voter, request, day, at, marks} = ballot;
  const rest = [voter, request, day, at, marks, ...tailOf(ballot.origin)];
  const nonce = mac(JSON.stringify(['BALLOT', roundId, ...rest])).slice(0, NONCE_DIGITS);
  return JSON.stringify(['BALLOT' satisfies LineKind, roundId, nonce, ...rest]);
}

type Tail = [device: string | null, since: number | null, constituency: number | null];

/** Only where something is known: ballots from before have the line that they always had. */
function tailOf({device, since, constituency}: Origin): [] | [Tail] {
  return device === null && since === null && constituency === null ? [] : [[device, since, constituency]];
}

/** The ballot of an opening, whatever its nonce; null where the text is none. */
export function ballotOf(opening: string): LedgerBallot | null {
  const parts = listIn(opening);
  if (!parts || parts.length < 8 || parts.length > 9) return null;
  const [kind, roundId, nonce, voter, request, day, at, marks, tail = [null, null, null]] = parts;
  const texts = [roundId, nonce, voter, request].every((each) => typeof each === 'string');
  if (kind !== 'BALLOT' || !texts || !Number.isSafeInteger(day) || !Number.isSafeInteger(at)) return null;
  if (!Array.isArray(marks) || !marks.every(isMark) || !isTail(tail)) return null;
  const [device, since, constituency] = tail;
  return {roundId, voter, request, day, at, marks, origin: {device, since, constituency}} as LedgerBallot;
}

function listIn(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const isMark = (mark: unknown): boolean =>
  Array.isArray(mark) &&
  mark.length === 4 &&
  typeof mark[0] === 'string' &&
  mark.slice(1).every((slot) => slot === null || Number.isSafeInteger(slot));

const isTail = (tail: unknown): tail is Tail =>
  Array.isArray(tail) &&
  tail.length === 3 &&
  (tail[0] === null || typeof tail[0] === 'string') &&
  tail.slice(1).every((each) => each === null || Number.isSafeInteger(each));

export const commitmentOf = (opening: string, hash: Hash): string => hash(`line\n${opening}`);

/** A line of a block: the number of the ballot's first mark in its batch, and what it commits to. */
export const lineOf = (seq: number, commitment: string): string => `${seq}:${commitment}`;
export const seqOf = (line: string): number => Number(line.slice(0, line.indexOf(':')));
export const leafOf = (line: string, hash: Hash): string => hash(`leaf\n${line}`);

/** What is chained: ballots of a round that were stored together in one transaction, or voids of one decision. */
export interface BlockFacts {
  kind: BlockKind;
  roundId: string;
  writer: number;
  /** Its place in the chain of its round and writer, from 0. */
  number: number;
  batch: number;
  ballots: number;
  marks: number;
}

export function linesRoot(lines: readonly string[], hash: Hash): string {
  const leaves = lines.map((line) => leafOf(line, hash));
  return leaves.length === 0 ? hash('none') : rootOf(leaves.length, over(leaves, hash), hash);
}

/** The hash of a block: over the one before it, so they chain; over the root of its lines, so they are in it. */
export function blockHash(previous: string, facts: BlockFacts, root: string, hash: Hash): string {
  const {kind, roundId, writer, number, batch, ballots, marks} = facts;
  return hash(`block\n${previous}\n${JSON.stringify([kind, roundId, writer, number, batch, ballots, marks, root])}`);
}

/** What the first block of a chain follows: bound to the secret, without which the chain can't be recomputed. */
export const genesisOf = (i: {roundId: string; writer: number; secret: string}, hash: Hash): string =>
  hash(`ledger\n${i.roundId}\n${i.writer}\n${hash(`secret\n${i.secret}`)}`);
