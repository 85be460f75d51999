import {Needs, openTo} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root} from 'type-graphql';
import {BallotReceipt} from '../ballots/ballot.js';
import {Round} from '../rounds/round.js';
import {LedgerHead} from './ledger-head.js';
import {LedgerHeadPage, LedgerProof, LedgerWriter} from './ledger-proof.js';
import type {LedgerProving} from './ledger-proving.service.js';
import type {Ledger} from './ledger.service.js';

const OWNER = {at: "the campaign's owner"};

@Resolver(() => LedgerHead)
export class LedgerResolver {
  constructor(
    private readonly ledger: Ledger,
    private readonly proving: LedgerProving,
  ) {}

  @Needs(openTo.anybody)
  @Query(() => LedgerProof, {
    description:
      'Finds the ballot of a receipt in the ledger, and the way from it to a signed head (R119). Only who holds the receipt can ask. LEDGER_RECEIPT_INVALID, LEDGER_RECEIPT_UNKNOWN.',
  })
  ledgerProof(
    @Arg('receipt', () => String, {description: 'As `castBallot` gave it.'}) receipt: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<LedgerProof> {
    return this.proving.prove(caller, receipt);
  }

  @FieldResolver(() => String, {
    description: "The last day that it covers in full, `YYYY-MM-DD` in the campaign's zone.",
  })
  day(@Root() {day}: LedgerHead): string {
    return String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  }

  @Needs(openTo.published, 'round.read', OWNER)
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Ballots that it covers; null while the counts of that instant are hidden (A39).',
  })
  async ballots(@Root() head: LedgerHead, @Ctx() {caller}: RequestContext): Promise<number | null> {
    return (await this.ledger.body(caller, head))?.body.ballots ?? null;
  }

  @Needs(openTo.published, 'round.read', OWNER)
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Votes that it covers; null while the counts of that instant are hidden (A39).',
  })
  async marks(@Root() head: LedgerHead, @Ctx() {caller}: RequestContext): Promise<number | null> {
    return (await this.ledger.body(caller, head))?.body.marks ?? null;
  }

  @Needs(openTo.published, 'round.read', OWNER)
  @FieldResolver(() => [LedgerWriter], {
    nullable: true,
    description: 'How far each part of the ledger reaches; null while the counts of that instant are hidden.',
  })
  async writers(@Root() head: LedgerHead, @Ctx() {caller}: RequestContext): Promise<LedgerWriter[] | null> {
    const writers = (await this.ledger.body(caller, head))?.body.writers;
    return writers?.map((writer) => Object.assign(new LedgerWriter(), writer)) ?? null;
  }

  @Needs(openTo.published, 'round.read', OWNER)
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What the statement has the SHA-256 of (over "body", a newline and this), as JSON; null while the counts of that instant are hidden.',
  })
  async body(@Root() head: LedgerHead, @Ctx() {caller}: RequestContext): Promise<string | null> {
    return (await this.ledger.body(caller, head))?.text ?? null;
  }
}

@Resolver(() => Round)
export class RoundLedgerResolver {
  constructor(private readonly ledger: Ledger) {}

  @Needs(openTo.anybody)
  @FieldResolver(() => LedgerHeadPage, {
    description:
      'The published heads of its ledger of votes, the newest first: one a day, and one when the vote is over.',
  })
  ledgerHeads(@Root() round: Round, @Args(() => PageArgs) page: PageArgs): Promise<LedgerHeadPage> {
    return this.ledger.heads(round, page);
  }
}

@Resolver(() => BallotReceipt)
export class ReceiptLedgerResolver {
  constructor(private readonly ledger: Ledger) {}

  @FieldResolver(() => String, {
    description:
      'What the voter keeps: with it `ledgerProof` finds the ballot in the ledger. It holds a secret of this ballot and says how it was cast: whoever has it can show that.',
  })
  receipt(@Root() receipt: BallotReceipt): Promise<string> {
    return this.ledger.receipt(receipt);
  }
}
