import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import type {StoredMark} from './vote-reading.js';

@ObjectType({description: 'One vote for one entry, as it was counted.'})
export class Mark {
  @Field(() => Entry, {description: 'Whom it is for.'})
  entry: Entry;

  @Field(() => String, {
    description: "The day it counts for, `YYYY-MM-DD`, by the server's clock in the campaign's zone (A7).",
  })
  day: string;

  @Field(() => Int, {
    description:
      "Which of the voter's marks of that day it is, from 1; its place on the ballot where a day has no limit.",
  })
  slot: number;
}

/** What the ledger's receipt is made of. */
export interface CountedBallot {
  /** The round's number. */
  round: number;
  roundId: string;
  voter: string;
  marks: readonly StoredMark[];
}

@ObjectType({description: 'What became of a ballot. It is stored for good before this is answered.'})
export class BallotReceipt {
  @Field(() => String, {description: "The caller's request id."})
  requestId: string;

  @Field(() => [Mark], {description: 'The marks that count, in the order of the ballot.'})
  accepted: Mark[];

  @Field(() => Int, {nullable: true, description: 'Marks the voter has left today; null where a day has no limit.'})
  remainingToday: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Marks the voter has left in the round; null where it has no such limit.',
  })
  remainingInRound: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Marks of the rolling allowance that the voter has left now (R142); null where there is none.',
  })
  remainingNow: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the voter has one mark more of the rolling allowance; null while all of it is there, or there is none.',
  })
  nextAt: Date | null;

  @Field(() => Int, {nullable: true, description: 'Ballots the voter may still hand in today; null: no such limit.'})
  ballotsLeftToday: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Ballots the voter may still hand in in the round; null: no such limit.',
  })
  ballotsLeftInRound: number | null;

  @Field(() => Boolean, {description: 'Whether this request had been counted before: nothing was added now.'})
  replayed: boolean;

  @Field(() => DateTime, {description: "When it was counted, by the server's clock."})
  at: Date;

  counted: CountedBallot;
}
