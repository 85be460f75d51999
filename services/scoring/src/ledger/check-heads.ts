import type {EntityManager} from 'typeorm';
import type {CheckedChain} from './check-chain.js';
import {sha256} from './hashes.js';
import {type HeadBody, type HeadStatement, statementHash} from './head.rules.js';
import {LedgerHead} from './ledger-head.js';
import {headProblem, type PublishedHead} from './proof.rules.js';
import {isSigned} from './signer.js';

export const publishedOf = ({statement, body, publicKey, signature}: LedgerHead): PublishedHead => ({
  ...{statement, publicKey, signature},
  body: body.text,
});

export const headsOf = (reader: EntityManager, round: number): Promise<LedgerHead[]> =>
  reader.find(LedgerHead, {where: {round}, order: {number: 'ASC'}});

/** How many blocks of each writer some head covers. */
export function sizesOf(heads: readonly LedgerHead[]): Map<number, Set<number>> {
  const sizes = new Map<number, Set<number>>();
  for (const {body} of heads) {
    for (const {writer, blocks} of bodyIn(body.text)?.writers ?? []) {
      sizes.set(writer, (sizes.get(writer) ?? new Set()).add(blocks));
    }
  }
  return sizes;
}

/** Everything that is wrong with the heads of a round, each held against itself, the one before, and the chains. */
export function checkHeads(i: {
  roundId: string;
  heads: readonly LedgerHead[];
  chains: ReadonlyMap<number, CheckedChain>;
  /** The installation's keys. */
  publicKeys: readonly string[];
}): string[] {
  const problems: string[] = [];
  let before: LedgerHead | null = null;
  for (const head of i.heads) {
    const own = ownProblem(i.roundId, head, before, i.publicKeys);
    const problem = own ?? againstChains(head, i.chains);
    if (problem) problems.push(`${i.roundId}: head ${head.number} of ${head.day}: ${problem}`);
    before = head;
  }
  return problems;
}

function ownProblem(
  roundId: string,
  head: LedgerHead,
  before: LedgerHead | null,
  publicKeys: readonly string[],
): string | null {
  if (!publicKeys.includes(head.publicKey)) return `forged: ${head.publicKey} is no key of this installation`;
  const problem = headProblem(publishedOf(head), sha256, isSigned);
  if (problem) return `altered: ${problem}`;
  const {round, number, day, at, closing, previous} = JSON.parse(head.statement) as HeadStatement;
  if (head.hash !== statementHash(head.statement, sha256)) return 'altered: it has another hash';
  const columns = [roundId, head.number, head.day, head.at.toISOString(), head.closing];
  if ([round, number, day, at, closing].join() !== columns.join())
    return 'altered: it says something else than was signed';
  if (number !== (before?.number ?? 0) + 1) return `head ${(before?.number ?? 0) + 1} is missing`;
  return previous === (before?.hash ?? null) ? null : 'it does not follow the head before';
}

function againstChains(head: LedgerHead, chains: ReadonlyMap<number, CheckedChain>): string | null {
  for (const {writer, blocks, ballots, marks, hash, root} of bodyIn(head.body.text)?.writers ?? []) {
    const reached = chains.get(writer)?.reached.get(blocks);
    const same =
      reached?.root === root && reached.hash === hash && reached.ballots === ballots && reached.marks === marks;
    if (!same) return `what was signed is not what the ledger has: writer ${writer}, up to block ${blocks - 1}`;
  }
  return null;
}

function bodyIn(text: string): HeadBody | null {
  try {
    return JSON.parse(text) as HeadBody;
  } catch {
    return null;
  }
}
