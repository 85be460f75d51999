import {type HeadBody, bodyHash, type HeadStatement, statementHash} from './head.rules.js';
import {ballotOf, blockHash, type BlockFacts, commitmentOf, leafOf, lineOf} from './line.rules.js';
import {type Hash, rootFrom} from './tree.rules.js';

/** A head as it is published; its body is there once the counts may be seen. */
export interface PublishedHead {
  statement: string;
  body?: string;
  publicKey: string;
  signature: string;
}

/** That a ballot is in a head, for whoever has nothing but this. */
export interface ProofDocument {
  format: 'concours-ledger-proof-1';
  /** The receipt's opening. */
  ballot: string;
  line: {seq: number; index: number};
  linePath: string[];
  block: BlockFacts & {previous: string};
  blockPath: string[];
  head: PublishedHead & {body: string};
}

export type IsSigned = (text: string, signature: {publicKey: string; signature: string}) => boolean;

/** What is wrong with a head by itself; null: nothing. */
export function headProblem(head: PublishedHead, hash: Hash, isSigned: IsSigned): string | null {
  if (!isSigned(head.statement, head)) return 'the signature is not that of the key over the statement';
  const {format, body} = JSON.parse(head.statement) as HeadStatement;
  if (format !== 'concours-ledger-1') return `its format is not known: ${String(format)}`;
  return head.body !== undefined && bodyHash(head.body, hash) !== body
    ? 'the body is not the one that was signed'
    : null;
}

/** What is wrong with a proof; null: the ballot is in the head. */
export function proofProblem(proof: ProofDocument, hash: Hash, isSigned: IsSigned): string | null {
  const wrong = headProblem(proof.head, hash, isSigned);
  if (wrong) return `head: ${wrong}`;
  const {round} = JSON.parse(proof.head.statement) as HeadStatement;
  const ballot = ballotOf(proof.ballot);
  if (!ballot) return 'the receipt is none of a ballot';
  if (ballot.roundId !== round || proof.block.roundId !== round) return 'receipt, block and head are not of one round';
  const leaf = leafOf(lineOf(proof.line.seq, commitmentOf(proof.ballot, hash)), hash);
  const {block} = proof;
  const root = rootFrom({leaf, index: proof.line.index, size: block.ballots, path: proof.linePath}, hash);
  if (root === null) return 'the path to the block is not as long as it must be';
  const {writers} = JSON.parse(proof.head.body) as HeadBody;
  const writer = writers.find((each) => each.writer === block.writer);
  if (!writer) return 'the head does not know the writer of the block';
  const own = blockHash(block.previous, block, root, hash);
  const top = rootFrom({leaf: own, index: block.number, size: writer.blocks, path: proof.blockPath}, hash);
  if (top === null) return 'the path to the head is not as long as it must be';
  return top === writer.root ? null : 'the paths do not lead to what was signed';
}

export const headHash = (head: PublishedHead, hash: Hash): string => statementHash(head.statement, hash);
