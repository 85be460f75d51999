import {keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';
import {Round} from '../rounds/round.js';
import {AlarmCode} from './alarm.kinds.js';

registerEnumType(AlarmCode, {
  name: 'AlarmCode',
  description: 'What can go wrong with votes while they are taken.',
  valuesConfig: {
    TALLY_DIFFERS: {description: 'Counts are not those of the stored votes; `count` of them.'},
    BALLOTS_FAILING: {description: 'Ballots could not be stored, and none has been since; `count` ballots.'},
    LEDGER_STALLED: {
      description: 'Votes wait to be sealed into the ledger, and none has been for a minute; at least `count`.',
    },
    WATCH_FAILED: {
      description:
        'Sealed ballots wait to be looked through for signals, and none has been for a minute; `count` ballots.',
    },
    HEAD_FAILED: {description: 'A head of the ledger is due and was not published.'},
    CHECK_FAILED: {description: 'Counts could not be compared with the stored votes.'},
  },
});

/** The `round` of what is about all of them. */
export const ALL_ROUNDS = 0;

/** Something that is wrong now. It is gone as soon as it is well again: what it was stands in the log. */
@Entity('vote_alarm')
export class VoteAlarm {
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn(keyColumn(40))
  code: AlarmCode;

  @Column(utcColumn)
  since: Date;

  @Column('int')
  count: number;
}

@ObjectType({description: 'Something that is wrong with the votes of a round now, for those who run it (R101).'})
export class RoundAlarm {
  @Field(() => AlarmCode, {description: 'What is wrong.'})
  code: AlarmCode;

  @Field(() => Round, {nullable: true, description: 'The round; null where it is about all of them.'})
  round: Round | null;

  @Field(() => Date, {description: 'Since when it was seen.'})
  since: Date;

  @Field(() => Int, {description: 'How much is wrong; the code says of what.'})
  count: number;
}
