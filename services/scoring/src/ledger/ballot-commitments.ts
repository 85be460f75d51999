import {type EntityManager, In} from 'typeorm';
import type {BallotAt} from './ledger-order.js';
import {LedgerBlock} from './ledger-tables.js';
import {seqOf} from './line.rules.js';

/** A block may have some thousand lines. */
const BLOCKS_AT_ONCE = 20;

/** What sealed ballots of a chain commit to, by `batch:seq`; one that is not sealed is absent. */
export async function commitmentsOf(
  reader: EntityManager,
  {round, writer, ballots}: {round: number; writer: number; ballots: readonly BallotAt[]},
): Promise<Map<string, string>> {
  const commitments = new Map<string, string>();
  const batches = [...new Set(ballots.map(([batch]) => batch))];
  const wanted = new Set(ballots.map(([batch, seq]) => `${batch}:${seq}`));
  for (let from = 0; from < batches.length; from += BLOCKS_AT_ONCE) {
    const blocks = await reader.find(LedgerBlock, {
      select: {round: true, writer: true, number: true, batch: true, lines: true},
      where: {round, writer, batch: In(batches.slice(from, from + BLOCKS_AT_ONCE)), kind: 'BALLOTS'},
    });
    for (const {batch, lines} of blocks) {
      for (const line of lines) {
        const place = `${batch}:${seqOf(line)}`;
        if (wanted.has(place)) commitments.set(place, line.slice(line.indexOf(':') + 1));
      }
    }
  }
  return commitments;
}
