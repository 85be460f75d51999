import {Page} from '@concours/kernel/page';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {FigureKind, SignalKind, SignalState} from './signal.kinds.js';

registerEnumType(SignalKind, {
  name: 'SignalKind',
  description:
    'BURST: many votes for one work in a short time. DEVICE: one device with many identities. PATTERN: the same choice in the same order, again and again. FRESH: new identities, nearly all for one work. APP: an app out of line with its own past.',
});
registerEnumType(SignalState, {
  name: 'SignalState',
  description:
    'FLAGGED: seen, its ballots count. HELD: they are put aside. RELEASED: somebody has looked; they count. IN_CASE: decided with a case.',
});
registerEnumType(FigureKind, {
  name: 'FigureKind',
  description:
    'What a figure of the evidence counts: ballots, how many were to be expected, voters, voters that a device may have, minutes, a share and the usual one in per cent, days.',
});

@ObjectType({description: 'A figure of the evidence.'})
export class SignalFigure {
  @Field(() => FigureKind, {description: 'What it counts.'})
  kind: FigureKind;

  @Field(() => Int, {description: 'The whole number.'})
  value: number;
}

@ObjectType({description: 'Ballots that may be wrong for one reason (R101). It decides nothing.'})
export class VoteSignal {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => SignalKind, {description: 'The reason.'})
  kind: SignalKind;

  @Field(() => SignalState, {description: 'What became of it.'})
  state: SignalState;

  @Field(() => Entry, {nullable: true, description: 'The entry, where it is about one.'})
  entry: Entry | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A device as a short pseudonym of this round, or what vouched for the voters; null where it is neither.',
  })
  subject: string | null;

  @Field(() => [Entry], {description: 'The choice in its order, for PATTERN, twenty at most; empty otherwise.'})
  pattern: Entry[];

  @Field(() => [SignalFigure], {description: 'What speaks for it.'})
  figures: SignalFigure[];

  @Field(() => Int, {description: 'How many ballots it is about.'})
  ballots: number;

  @Field(() => Int, {description: 'Votes on them.'})
  marks: number;

  @Field(() => DateTime, {description: 'When it was found.'})
  foundAt: Date;

  @Field(() => DateTime, {description: 'When the first of its ballots came in.'})
  firstAt: Date;

  @Field(() => DateTime, {description: 'When the last of its ballots came in.'})
  lastAt: Date;

  @Field(() => ID, {nullable: true, description: 'The case in which it is decided.'})
  caseId: string | null;
}

@ObjectType()
export class VoteSignalPage extends Page(VoteSignal, 'VoteSignal') {}

export enum HeldState {
  HELD = 'HELD',
  VOID = 'VOID',
  RELEASED = 'RELEASED',
}
registerEnumType(HeldState, {
  name: 'HeldState',
  description: 'HELD: put aside until somebody decides. VOID: never counts. RELEASED: was put aside and counts.',
});

@ObjectType({description: 'A ballot that was put aside at some time. Whose it is nobody is told.'})
export class HeldBallot {
  @Field(() => ID, {description: 'Where it lies.'})
  id: string;

  @Field(() => HeldState, {description: 'Whether it counts.'})
  state: HeldState;

  @Field(() => DateTime, {description: 'When it was cast.'})
  at: Date;

  @Field(() => String, {description: 'The voter as a short pseudonym of this round.'})
  voter: string;

  @Field(() => String, {
    nullable: true,
    description: 'The device as a short pseudonym of this round; null where unknown.',
  })
  device: string | null;

  @Field(() => String, {description: 'What vouched for the voter: the id of an app, a provider, or `account`.'})
  app: string;

  @Field(() => [Entry], {description: 'The choice, in its order.'})
  entries: Entry[];

  @Field(() => [SignalKind], {description: 'The signals it belongs to.'})
  signals: SignalKind[];
}

@ObjectType()
export class HeldBallotPage extends Page(HeldBallot, 'HeldBallot') {}

@ObjectType({description: 'What may be wrong with the votes of a round, and what is decided of it (R101, R138).'})
export class RoundIntegrity {
  roundId: string;

  @Field(() => Int, {description: 'Signals that nobody has looked at.'})
  flaggedSignals: number;

  @Field(() => Int, {description: 'Ballots that are put aside.'})
  held: number;

  @Field(() => Int, {description: 'Ballots that never count.'})
  voided: number;

  @Field(() => Int, {description: 'Ballots that were put aside and count.'})
  released: number;

  @Field(() => Int, {description: 'Complaints without an answer.'})
  openComplaints: number;

  @Field(() => [Entry], {description: 'Entries whose counting is suspended.'})
  suspended: Entry[];

  @Field(() => [SignalKind], {description: 'Signals whose ballots are put aside at once, by the definition.'})
  heldByRule: SignalKind[];
}

@ObjectType({description: 'What putting aside or releasing did.'})
export class HoldOutcome {
  @Field(() => Int, {
    description: 'How many ballots changed; those that another signal or a case holds stay put aside.',
  })
  ballots: number;

  @Field(() => [VoteSignal], {description: 'The signals, as they are now.'})
  signals: VoteSignal[];
}
