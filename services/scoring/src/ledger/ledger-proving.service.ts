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
import type {ProofDocument, VoidProof, WayToHead} from './proof.rules.js';
import {readReceipt} from './receipt.js';
import {over, pathOf} from './tree.rules.js';
import {readVoidLine} from './void.rules.js';
import {VoteLines} from './vote-lines.js';

interface Found {
  opening: string;
  roundId: string;
  secret: string;
  block: LedgerBlock;
  line: string;
}

/** Finds the ballot of a receipt, and shows that it is in what was signed; and where it is void, that this is, too. */
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
    const order = await this.voiding(found.block, seqOf(found.line));
    const proof = await this.within(caller, {opening, roundId: round.id, secret, ...found}, order);
    return Object.assign(proof, {voided: order && shown(order)});
  }

  /** The decision by which a ballot does not count; null where it does, or waits. */
  private async voiding({round, writer, batch}: LedgerBlock, seq: number): Promise<LedgerOrder | null> {
    const {read} = this.parts.database;
    if (!(await read.existsBy(BallotHold, {round, writer, batch, seq, state: 'VOID'}))) return null;
    const orders = await read.find(LedgerOrder, {where: {round, writer, kind: 'VOID'}, order: {id: 'DESC'}});
    return orders.find(({ballots}) => ballots.some(([of, first]) => of === batch && first === seq)) ?? null;
  }

  private async within(caller: Caller, found: Found, order: LedgerOrder | null): Promise<LedgerProof> {
    const covering = await this.headOver(found.block);
    if (!covering) return proofOf(LedgerProofState.AWAITING_HEAD);
    const {head} = covering;
    const body = await this.parts.ledger.body(caller, head);
    if (!body) return proofOf(LedgerProofState.HELD_BACK, head);
    const index = found.block.lines.indexOf(found.line);
    const voided = order && (await this.voidProof(caller, found, order));
    const document: ProofDocument = {
      format: 'concours-ledger-proof-1',
      ballot: found.opening,
      line: {seq: seqOf(found.line), index},
      ...(await this.way(found, {...covering, block: found.block, index})),
      ...(voided && {voided}),
    };
    return proofOf(LedgerProofState.INCLUDED, head, JSON.stringify(document));
  }

  /** Null until a head covers the line whose body the caller may see: the page says it meanwhile. */
  private async voidProof(caller: Caller, found: Found, order: LedgerOrder): Promise<VoidProof | null> {
    const {round, writer, batch} = found.block;
    if (order.block === null) return null;
    const block = await this.parts.database.read.findOneByOrFail(LedgerBlock, {round, writer, number: order.block});
    const covering = await this.headOver(block);
    if (!covering || !(await this.parts.ledger.body(caller, covering.head))) return null;
    const seq = seqOf(found.line);
    const index = block.lines.map(readVoidLine).findIndex((line) => line?.batch === batch && line.seq === seq);
    const {reason, caseId} = order;
    const way = await this.way(found, {...covering, block, index});
    return {line: {text: block.lines[index]!, index}, ...way, reason, caseId};
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

  private async way(
    {roundId, secret}: Found,
    i: {block: LedgerBlock; index: number; head: LedgerHead; size: number},
  ): Promise<WayToHead> {
    const {read} = this.parts.database;
    const {round, writer, number, kind, batch, ballots, marks, lines} = i.block;
    const leaves = lines.map((line) => leafOf(line, sha256));
    const before = number === 0 ? null : await read.findOneByOrFail(LedgerBlock, {round, writer, number: number - 1});
    const previous = before?.hash ?? genesisOf({roundId, writer, secret}, sha256);
    const {statement, body, publicKey, signature} = i.head;
    return {
      linePath: pathOf(i.index, leaves.length, over(leaves, sha256), sha256),
      block: {kind, roundId, writer, number, batch, ballots, marks, previous},
      blockPath: await pathInChain(read, {round, writer, number, size: i.size}),
      head: {statement, body: body.text, publicKey, signature},
    };
  }
}

function proofOf(state: LedgerProofState, head: LedgerHead | null = null, document: string | null = null): LedgerProof {
  return Object.assign(new LedgerProof(), {state, head, document, voided: null});
}

const shown = ({at, reason, block}: LedgerOrder): LedgerVoid =>
  Object.assign(new LedgerVoid(), {at, reason, sealed: block !== null});
