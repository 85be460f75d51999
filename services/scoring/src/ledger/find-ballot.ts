import type {EntityManager} from 'typeorm';
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
  const where = 'round = ? AND voter = ? AND request = ? ORDER BY writer, batch, seq';
  const names = [Buffer.from(i.ballot.voter), Buffer.from(i.ballot.request)];
  const rows = await readVotes(reader, where, [i.round, ...names]);
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
