import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Page} from '@concours/kernel/page';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryGeneratedColumn} from 'typeorm';

/** A work in a round: the row and the graph type. */
@Entity('entry')
@Index('entry_id', ['id'], {unique: true})
@Index('entry_submission', ['roundId', 'submissionId'], {unique: true})
@Index('entry_number', ['roundId', 'position'], {unique: true})
@Index('entry_work', ['submissionId'])
@ObjectType({description: 'A work that takes part in a round.'})
@Directive('@key(fields: "id")')
export class Entry {
  /** The number votes carry instead of the id. */
  @PrimaryGeneratedColumn()
  ref: number;

  @Column(idColumn)
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Column(keyColumn(80))
  roundId: string;

  @Column(idColumn)
  submissionId: string;

  @Column(idColumn)
  organisationId: string;

  /** 1, 2, 3 … in the round. */
  @Column('int')
  position: number;

  @Column(utcColumn)
  admittedAt: Date;

  @Column('boolean')
  @Field(() => Boolean, {description: 'Whether the work was withdrawn: it keeps its votes and takes no more.'})
  withdrawn: boolean;

  @Column('boolean', {default: 0})
  @Field(() => Boolean, {
    description: 'Whether it was excluded by the decision of a case (R138): it takes no more votes and no place.',
  })
  disqualified: boolean;

  @Field(() => String, {description: 'Its number in the round, at least three digits, such as 007.'})
  get number(): string {
    return String(this.position).padStart(3, '0');
  }
}

export const EntryPage = Page(Entry, 'Entry');
export type EntryPage = InstanceType<typeof EntryPage>;
