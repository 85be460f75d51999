import type {EntityManager} from 'typeorm';
import {Round} from '../rounds/round.js';
import {voidLineFor} from './check-voids.js';
import {findBallot} from './find-ballot.js';
import {macBy, sha256} from './hashes.js';
import type {HeadStatement} from './head.rules.js';
import {LedgerHead} from './ledger-head.js';
import {LedgerSecret} from './ledger-tables.js';
import {LedgerProofState} from './ledger.kinds.js';
import {openingOf, seqOf} from './line.rules.js';
import {headHash, headProblem, type ProofDocument, proofProblem, type PublishedHead} from './proof.rules.js';
import {readReceipt} from './receipt.js';
import {isSigned} from './signer.js';
import {VoteLines} from './vote-lines.js';

/** A head that somebody has kept since it was published; with a database, whether the ledger still has this very head. */
export async function verifyHead(text: string, reader: EntityManager | null, say: (line: string) => void) {
  const head = JSON.parse(text) as PublishedHead;
  const problem = headProblem(head, sha256, isSigned);
  if (problem) return no(say, `the head was changed: ${problem}`);
  const {round: roundId, number, day} = JSON.parse(head.statement) as HeadStatement;
  say(`head ${number} of ${roundId} for ${day}: signed by ${head.publicKey}; hash ${headHash(head, sha256)}`);
  if (!reader) return true;
  const round = await reader.findOneBy(Round, {id: roundId});
  const own = round && (await reader.findOneBy(LedgerHead, {round: round.ref, number}));
  if (!own) return no(say, 'the ledger no longer has this head');
  return own.statement === head.statement || no(say, `the ledger has another head ${number}: ${own.hash}`);
}

/** A receipt against the ledger, or a proof by itself. */
export async function verifyReceipt(text: string, reader: EntityManager | null, say: (line: string) => void) {
  if (text.trimStart().startsWith('{')) return verifyProof(JSON.parse(text) as ProofDocument, reader, say);
  const receipt = readReceipt(text);
  if (!receipt) return no(say, 'this is no receipt');
  if (!reader)
    return no(say, 'a receipt alone is checked against the ledger: a proof (from the page) needs nothing else');
  const {opening, ballot} = receipt;
  const round = await reader.findOneBy(Round, {id: ballot.roundId});
  const secret = round && (await reader.findOneBy(LedgerSecret, {round: round.ref}))?.secret;
  if (!round || !secret || openingOf(ballot, macBy(secret)) !== opening) {
    return no(say, 'this installation has never given this receipt');
  }
  const found = await findBallot(reader, new VoteLines(reader), {round: round.ref, secret, opening, ballot});
  if (found.state === 'SEALED') {
    const {writer, number, batch} = found.block;
    say(`the ballot is in the ledger: writer ${writer}, block ${number} (batch ${batch}), line ${found.line}`);
    const place = {round: round.ref, writer, batch, seq: seqOf(found.line)};
    const voided = await voidLineFor(reader, place);
    if (voided) say(`and it is void: block ${voided.block} says so, for the reason ${voided.line.reasonHash}`);
    return true;
  }
  if (found.state === LedgerProofState.UNSEALED) say('the ballot is stored and waits to be sealed');
  return found.state === LedgerProofState.UNSEALED || no(say, `the ballot is ${words[found.state]}`);
}

const words = {
  [LedgerProofState.MISSING]: 'missing: it was removed',
  [LedgerProofState.DIFFERS]: 'changed: it is not what the receipt says, or not what was sealed',
};

async function verifyProof(proof: ProofDocument, reader: EntityManager | null, say: (line: string) => void) {
  const problem = proofProblem(proof, sha256, isSigned);
  if (problem) return no(say, `the proof does not hold: ${problem}`);
  say(`the ballot is in the head that follows: ${proof.ballot}`);
  const isSound = await verifyHead(JSON.stringify(proof.head), reader, say);
  if (!proof.voided) return isSound;
  say(`and the ballot is void by the head that follows: ${proof.voided.reason}`);
  return (await verifyHead(JSON.stringify(proof.voided.head), reader, say)) && isSound;
}

function no(say: (line: string) => void, why: string): false {
  say(why);
  return false;
}
