import type {EntityManager} from 'typeorm';
import {sha256} from './hashes.js';
import {type BallotAt, LedgerOrder} from './ledger-order.js';
import {reasonHash, type VoidKind} from './void.rules.js';

/** Lines of one block of the ledger. */
const LINES = 2_000;

/** Has the ledger say of ballots that they are void, or count again. In the unit of work that decides it; they are sealed after it. */
export async function orderVoids(
  manager: EntityManager,
  i: {
    kind: VoidKind;
    round: number;
    ballots: readonly {writer: number; batch: number; seq: number}[];
    caseId: string | null;
    reason: string;
    at: Date;
  },
): Promise<void> {
  const byWriter = new Map<number, BallotAt[]>();
  for (const {writer, batch, seq} of i.ballots) {
    const own = byWriter.get(writer) ?? [];
    own.push([batch, seq]);
    byWriter.set(writer, own);
  }
  const {kind, round, caseId, reason, at} = i;
  const about = {kind, round, caseId, reason, at, reasonHash: reasonHash(caseId, reason, sha256), block: null};
  for (const [writer, ballots] of byWriter) {
    for (let from = 0; from < ballots.length; from += LINES) {
      await manager.insert(LedgerOrder, {...about, writer, ballots: ballots.slice(from, from + LINES)});
    }
  }
}
