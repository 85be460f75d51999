import {type HeadBody, bodyHash, type HeadStatement, statementHash} from './head.rules.js';
import {ballotOf, blockHash, type BlockFacts, commitmentOf, leafOf, lineOf} from './line.rules.js';
import {type Hash, rootFrom} from './tree.rules.js';
import {readVoidLine, reasonHash} from './void.rules.js';

/** A head as it is published; its body is there once the counts may be seen. */
export interface PublishedHead {
  statement: string;
  body?: string;
  publicKey: string;
  signature: string;
}

/** The way from a line of a block to a head that is signed. */
export interface WayToHead {
  linePath: string[];
  block: BlockFacts & {previous: string};
  blockPath: string[];
  head: PublishedHead & {body: string};
}

/** That a ballot is in a head, for whoever has nothing but this. */
export interface ProofDocument extends WayToHead {
  format: 'concours-ledger-proof-1';
  /** The receipt's opening. */
  ballot: string;
  line: {seq: number; index: number};
  /** Where the ballot does not count, once a head covers the line that says so. */
  voided?: VoidProof;
}

/** That the ledger says of the ballot that it is void, and why. */
export interface VoidProof extends WayToHead {
  line: {text: string; index: number};
  reason: string;
  caseId: string | null;
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

/** What is wrong with a proof; null: the ballot is in the head, and void where it says so. */
export function proofProblem(proof: ProofDocument, hash: Hash, isSigned: IsSigned): string | null {
  const ballot = ballotOf(proof.ballot);
  if (!ballot) return 'the receipt is none of a ballot';
  const commitment = commitmentOf(proof.ballot, hash);
  const line = {text: lineOf(proof.line.seq, commitment), index: proof.line.index};
  const wrong = wayProblem({...proof, line, roundId: ballot.roundId}, hash, isSigned);
  if (wrong || !proof.voided) return wrong;
  const problem = voidProblem(proof, {...proof.voided, roundId: ballot.roundId, commitment}, {hash, isSigned});
  return problem && `void: ${problem}`;
}

function voidProblem(
  {block, line}: ProofDocument,
  voided: VoidProof & {roundId: string; commitment: string},
  {hash, isSigned}: {hash: Hash; isSigned: IsSigned},
): string | null {
  const said = readVoidLine(voided.line.text);
  const isOwn = said?.batch === block.batch && said.seq === line.seq && said.commitment === voided.commitment;
  if (!isOwn || said.kind !== 'VOID') return 'the line does not say it of this ballot';
  if (voided.block.kind !== 'VOIDS' || voided.block.writer !== block.writer)
    return 'the block is none of voids of its chain';
  if (said.reasonHash !== reasonHash(voided.caseId, voided.reason, hash))
    return 'the reason is not the one that was sealed';
  return wayProblem(voided, hash, isSigned);
}

function wayProblem(
  way: WayToHead & {line: {text: string; index: number}; roundId: string},
  hash: Hash,
  isSigned: IsSigned,
): string | null {
  const {head, block, line} = way;
  const wrong = headProblem(head, hash, isSigned);
  if (wrong) return `head: ${wrong}`;
  const {round} = JSON.parse(head.statement) as HeadStatement;
  if (way.roundId !== round || block.roundId !== round) return 'receipt, block and head are not of one round';
  const leaf = leafOf(line.text, hash);
  const root = rootFrom({leaf, index: line.index, size: block.ballots, path: way.linePath}, hash);
  if (root === null) return 'the path to the block is not as long as it must be';
  const {writers} = JSON.parse(head.body) as HeadBody;
  const writer = writers.find((each) => each.writer === block.writer);
  if (!writer) return 'the head does not know the writer of the block';
  const own = blockHash(block.previous, block, root, hash);
  const top = rootFrom({leaf: own, index: block.number, size: writer.blocks, path: way.blockPath}, hash);
  if (top === null) return 'the path to the head is not as long as it must be';
  return top === writer.root ? null : 'the paths do not lead to what was signed';
}

export const headHash = (head: PublishedHead, hash: Hash): string => statementHash(head.statement, hash);
