import type {EntityManager} from 'typeorm';
import {numbersOf} from '../ballots/voters-in.js';
import {sha256} from './hashes.js';
import {LedgerBlock} from './ledger-tables.js';
import {LedgerProofState} from './ledger.kinds.js';
import {commitmentOf, type LedgerBallot, lineOf, seqOf} from './line.rules.js';
import {ballotsIn, readVotes, type VoteLines} from './vote-lines.js';

export type FoundBallot =
  | {state: LedgerProofState.MISSING | LedgerProofState.DIFFERS | LedgerProofState.UNSEALED}
  | {state: 'SEALED'; block: LedgerBlock; line: string};

/** Where the ballot of a receipt that was given is stored, and whether it is still what the receipt says. */
export async function findBallot(
  reader: EntityManager,
  lines: VoteLines,
  i: {round: number; secret: string; opening: string; ballot: LedgerBallot},
): Promise<FoundBallot> {
  const voter = (await numbersOf(reader, i.round, [i.ballot.voter])).get(i.ballot.voter);
  if (voter === undefined) return {state: LedgerProofState.MISSING};
  const where = 'v.voter = ? AND v.request = ? ORDER BY v.writer, v.batch, v.seq';
  const rows = await readVotes(reader, where, [voter, Buffer.from(i.ballot.request)]);
  if (rows.length === 0) return {state: LedgerProofState.MISSING};
  const ballots = ballotsIn(rows);
  const [line] = await lines.linesOf(ballots, i.secret);
  const isSame = ballots.length === 1 && line === lineOf(seqOf(line), commitmentOf(i.opening, sha256));
  if (!isSame) return {state: LedgerProofState.DIFFERS};
  const [{writer, batch}] = rows;
  const block = await reader.findOneBy(LedgerBlock, {round: i.round, writer, batch});
  if (!block) return {state: LedgerProofState.UNSEALED};
  return block.lines.includes(line) ? {state: 'SEALED', block, line} : {state: LedgerProofState.DIFFERS};
}
