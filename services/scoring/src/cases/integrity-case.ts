import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Page} from '@concours/kernel/page';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {CaseState} from './case.kinds.js';

registerEnumType(CaseState, {
  name: 'CaseState',
  description:
    'OPEN: the entrant was not asked yet. HEARING: asked. PROPOSED: a decision waits for a second person. DECIDED: a measure is in force. APPEALED: an appeal waits. CLOSED: dismissed.',
});

/** A case: the row and the graph type. Seen by who may read signals, and by the unit of its entry. */
@Entity('integrity_case')
@Index('integrity_case_number', ['roundId', 'number'], {unique: true})
@Index('integrity_case_entry', ['entryId'])
@ObjectType({
  description:
    'What is looked into with a vote (R138): its evidence, what the entrant says, and the steps of the ladder that were taken.',
})
export class IntegrityCase {
  @PrimaryColumn(idColumn)
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(80))
  roundId: string;

  @Column({...idColumn, nullable: true})
  entryId: string | null;

  @Column('int')
  @Field(() => Int, {description: 'Its number in the round, from 1.'})
  number: number;

  @Column('text')
  @Field(() => String, {description: 'What it is about, in a line.'})
  title: string;

  @Column('text')
  note: string;

  @Column(keyColumn(20))
  @Field(() => CaseState, {description: 'Where it is.'})
  state: CaseState;

  @Column('int')
  version: number;

  @Column(utcColumn)
  @Field(() => DateTime, {description: 'When it was opened.'})
  openedAt: Date;

  @Column(idColumn)
  openedById: string;

  @Column({type: 'varchar', length: 191})
  @Field(() => String, {description: 'Who opened it.'})
  openedByName: string;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'When the entrant was asked for a statement; null before.'})
  askedAt: Date | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'Until when the entrant may make it.'})
  statementUntil: Date | null;

  @Column({type: 'text', nullable: true})
  @Field(() => String, {nullable: true, description: 'What the entrant says; null while nothing was said.'})
  statement: string | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'When the entrant said it.'})
  statementAt: Date | null;

  @Column({...idColumn, nullable: true})
  statementById: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  @Field(() => String, {nullable: true, description: 'Who said it for the unit.'})
  statementByName: string | null;
}

@ObjectType()
export class IntegrityCasePage extends Page(IntegrityCase, 'IntegrityCase') {}
