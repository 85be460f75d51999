import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {Rounds} from '../rounds/round.service.js';
import {BallotHold} from '../withholding/ballot-hold.js';
import {pathInChain} from './chain-path.js';
import {findBallot} from './find-ballot.js';
import {macBy, sha256} from './hashes.js';
import type {HeadBody} from './head.rules.js';
import {LedgerHead} from './ledger-head.js';
import {LedgerOrder} from './ledger-order.js';
import {LedgerProof, LedgerVoid} from './ledger-proof.js';
import type {LedgerSecrets} from './ledger-secrets.js';
import {LedgerBlock} from './ledger-tables.js';
import {LedgerProofState} from './ledger.kinds.js';
import {ledgerReceiptInvalid, ledgerReceiptUnknown} from './ledger.refusals.js';
import type {Ledger} from './ledger.service.js';
import {genesisOf, leafOf, openingOf, seqOf} from './line.rules.js';
import type {ProofDocument} from './proof.rules.js';
import {readReceipt} from './receipt.js';
import {over, pathOf} from './tree.rules.js';
import {VoteLines} from './vote-lines.js';

interface Found {
  opening: string;
  roundId: string;
  secret: string;
  block: LedgerBlock;
  line: string;
}

/** Finds the ballot of a receipt, and shows that it is in what was signed. */
export class LedgerProving {
  private readonly lines: VoteLines;

  constructor(private readonly parts: {database: Database; rounds: Rounds; ledger: Ledger; secrets: LedgerSecrets}) {
    this.lines = new VoteLines(parts.database.read);
  }

  async prove(caller: Caller, text: string): Promise<LedgerProof> {
    const receipt = readReceipt(text);
    if (!receipt) throw ledgerReceiptInvalid();
    const {opening, ballot} = receipt;
    const round = await this.parts.rounds.find(ballot.roundId);
    if (!round) throw ledgerReceiptUnknown();
    const secret = await this.parts.secrets.of(round.ref);
    // the nonce is made with the secret, over all the rest: nobody asks about ballots of which they have no receipt
    if (openingOf(ballot, macBy(secret)) !== opening) throw ledgerReceiptUnknown();

    const about = {round: round.ref, secret, opening, ballot};
    const found = await findBallot(this.parts.database.read, this.lines, about);
    if (found.state !== 'SEALED') return proofOf(found.state);
    const proof = await this.within(caller, {opening, roundId: round.id, secret, ...found});
    return Object.assign(proof, {voided: await this.voidOf(found.block, seqOf(found.line))});
  }

  private async voidOf({round, writer, batch}: LedgerBlock, seq: number): Promise<LedgerVoid | null> {
    const {read} = this.parts.database;
    if (!(await read.existsBy(BallotHold, {round, writer, batch, seq, state: 'VOID'}))) return null;
    const orders = await read.find(LedgerOrder, {where: {round, writer, kind: 'VOID'}, order: {id: 'DESC'}});
    const order = orders.find(({ballots}) => ballots.some(([of, first]) => of === batch && first === seq));
    return (
      (order && Object.assign(new LedgerVoid(), {at: order.at, reason: order.reason, sealed: order.block !== null})) ??
      null
    );
  }

  private async within(caller: Caller, found: Found): Promise<LedgerProof> {
    const covering = await this.headOver(found.block);
    if (!covering) return proofOf(LedgerProofState.AWAITING_HEAD);
    const {head, size} = covering;
    const body = await this.parts.ledger.body(caller, head);
    if (!body) return proofOf(LedgerProofState.HELD_BACK, head);
    const document = await this.document(found, size, head);
    return proofOf(LedgerProofState.INCLUDED, head, JSON.stringify(document));
  }

  /** The first head that the block is in, and how many blocks of its writer are in that. */
  private async headOver({round, writer, number}: LedgerBlock): Promise<{head: LedgerHead; size: number} | null> {
    const heads = await this.parts.database.read.find(LedgerHead, {where: {round}, order: {number: 'ASC'}});
    for (const head of heads) {
      const {writers} = JSON.parse(head.body.text) as HeadBody;
      const size = writers.find((each) => each.writer === writer)?.blocks ?? 0;
      if (size > number) return {head, size};
    }
    return null;
  }

  private async document(i: Found, size: number, head: LedgerHead): Promise<ProofDocument> {
    const {read} = this.parts.database;
    const {round, writer, number, kind, batch, ballots, marks, lines} = i.block;
    const leaves = lines.map((line) => leafOf(line, sha256));
    const index = lines.indexOf(i.line);
    const before = number === 0 ? null : await read.findOneByOrFail(LedgerBlock, {round, writer, number: number - 1});
    const previous = before?.hash ?? genesisOf({roundId: i.roundId, writer, secret: i.secret}, sha256);
    const {statement, body, publicKey, signature} = head;
    return {
      format: 'concours-ledger-proof-1',
      ballot: i.opening,
      line: {seq: seqOf(i.line), index},
      linePath: pathOf(index, leaves.length, over(leaves, sha256), sha256),
      block: {kind, roundId: i.roundId, writer, number, batch, ballots, marks, previous},
      blockPath: await pathInChain(read, {round, writer, number, size}),
      head: {statement, body: body.text, publicKey, signature},
    };
  }
}

function proofOf(state: LedgerProofState, head: LedgerHead | null = null, document: string | null = null): LedgerProof {
  return Object.assign(new LedgerProof(), {state, head, document, voided: null});
}
