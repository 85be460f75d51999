import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

export enum TransitionKind {
  OPENED = 'OPENED',
  CLOSED = 'CLOSED',
}
registerEnumType(TransitionKind, {name: 'StageTransitionKind', description: 'What a stage did.'});

@ObjectType({
  description:
    'A stage opened or closed, by the clock or by hand. Each happens exactly once, however many servers run.',
})
@Entity('stage_transition')
export class StageTransition {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  stageKey: string;

  /** Counts the stage's transitions from 1: whoever writes the next number has made the transition, and nobody else. */
  @PrimaryColumn('int')
  ordinal: number;

  @Field(() => TransitionKind, {description: 'Whether it opened or closed.'})
  @Column(keyColumn(10))
  kind: TransitionKind;

  @Field(() => Date, {description: 'The instant from which it was open, or after which it no longer was.'})
  @Column(utcColumn)
  at: Date;

  @Field(() => Date, {description: 'When a server saw to it: later than `at` where none was running then.'})
  @Column(utcColumn)
  seenAt: Date;
}
