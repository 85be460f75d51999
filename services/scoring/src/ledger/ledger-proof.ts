import {Page} from '@concours/kernel/page';
import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {LedgerHead} from './ledger-head.js';
import {LedgerProofState} from './ledger.kinds.js';

registerEnumType(LedgerProofState, {
  name: 'LedgerProofState',
  description:
    'INCLUDED: in a published head, with its path. HELD_BACK: in a published head; its path would tell how many have voted and is given when the counts may be seen. AWAITING_HEAD: sealed, in the next head. UNSEALED: stored a moment ago. DIFFERS: what is stored is not what the receipt says, or not what was sealed. MISSING: the ballot is gone. The last two must never be: tell the organiser and keep the receipt.',
});

@ObjectType({description: 'That a ballot does not count any more.'})
export class LedgerVoid {
  @Field(() => DateTime, {description: 'When that was decided.'})
  at: Date;

  @Field(() => String, {description: 'Why; the ledger keeps the hash of it.'})
  reason: string;

  @Field(() => Boolean, {description: 'Whether the line about it is in the ledger already; within seconds it is.'})
  sealed: boolean;
}

@ObjectType({description: 'What became of the ballot of a receipt, and how that is shown.'})
export class LedgerProof {
  @Field(() => LedgerProofState, {description: 'Where the ballot is.'})
  state: LedgerProofState;

  @Field(() => LedgerHead, {nullable: true, description: 'The first head that covers it; null while there is none.'})
  head: LedgerHead | null;

  @Field(() => String, {
    nullable: true,
    description:
      'With INCLUDED: the receipt, its path and the head as one JSON document, which `npm run ledger:verify -- --receipt FILE` checks without the platform. Of a voided ballot it also has the line that says so, once a head covers that. It says how you voted: keep it to yourself.',
  })
  document: string | null;

  @Field(() => LedgerVoid, {
    nullable: true,
    description:
      'Where the ballot was voided: it stays in the ledger, and a line says that it does not count. Null where it counts or waits.',
  })
  voided: LedgerVoid | null;
}

@ObjectType({description: 'How far the part of the ledger reaches that one instance of the platform wrote.'})
export class LedgerWriter {
  @Field(() => Int, {description: 'The number of the instance.'})
  writer: number;

  @Field(() => Int, {description: 'Blocks of ballots, each chained to the one before.'})
  blocks: number;

  @Field(() => Int, {description: 'Ballots in them.'})
  ballots: number;

  @Field(() => Int, {description: 'Votes on these ballots.'})
  marks: number;

  @Field(() => String, {description: 'SHA-256 of its last block.'})
  hash: string;

  @Field(() => String, {description: 'SHA-256 at the root of the tree over its blocks.'})
  root: string;
}

@ObjectType()
export class LedgerHeadPage extends Page(LedgerHead, 'LedgerHead') {}
