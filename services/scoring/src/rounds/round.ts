import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryGeneratedColumn} from 'typeorm';

/** A freeze that somebody ordered while the vote runs, beside the one of the definition. */
export interface HandFreeze {
  /** In milliseconds. */
  at: number;
  reason: string;
  by: string;
}

/** A round's place in the database; all else about it stands in the definition. */
@Entity('round')
@Index('round_id', ['id'], {unique: true})
@Index('round_campaign', ['campaignId', 'trackKey'])
@ObjectType({description: 'A part of a contest, with its own entries, ballot, panel and standing (R86, R87).'})
@Directive('@key(fields: "id")')
export class Round {
  /** The number votes carry instead of the long id. */
  @PrimaryGeneratedColumn()
  ref: number;

  @Column(keyColumn(80))
  @Field(() => ID, {description: '`<campaignId>:<roundKey>`.'})
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  @Field(() => String, {description: 'The key in the definition; it never changes.'})
  key: string;

  @Column(keyColumn(40))
  trackKey: string;

  /** Position in the definition. */
  @Column('int')
  position: number;

  /** Grows with every change of rules or entries; a batch of votes commits only under the revision it was planned by. */
  @Column('int')
  revision: number;

  /** Whether all entries that belong in it are here. Until then it takes no votes. */
  @Column('boolean')
  @Field(() => Boolean, {
    description:
      'Whether all entries have arrived: the closed shortlist in full, or those who advanced from the earlier round. Until then no vote is taken (ROUND_ENTRIES_INCOMPLETE).',
  })
  entriesComplete: boolean;

  /** The counts stand still from here on, or from the definition's freeze if that is earlier. */
  @Column('json', {nullable: true})
  handFreeze: HandFreeze | null;

  /** The definition no longer has it. */
  @Column('boolean')
  removed: boolean;
}
