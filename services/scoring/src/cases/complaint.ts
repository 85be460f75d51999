import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Page} from '@concours/kernel/page';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {ComplaintKind, ComplaintState} from './case.kinds.js';

registerEnumType(ComplaintKind, {
  name: 'ComplaintKind',
  description:
    'VOTE_BUYING: votes are bought or traded. PLAGIARISM: the work is not their own. OTHER: anything else, suggestions too.',
});
registerEnumType(ComplaintState, {name: 'ComplaintState', description: 'OPEN until somebody has answered: ANSWERED.'});

/** What somebody reports (R137): the row and the graph type. Who it was is told to nobody. */
@Entity('complaint')
@Index('complaint_round', ['roundId', 'state'])
@Index('complaint_by', ['byKey', 'id'])
@ObjectType({
  description:
    'A complaint or suggestion about a round (R137). Seen by who handed it in and by who may read signals; the latter are not told who that was.',
})
export class Complaint {
  @PrimaryColumn(idColumn)
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(80))
  roundId: string;

  @Column({...idColumn, nullable: true})
  entryId: string | null;

  @Column(keyColumn(20))
  @Field(() => ComplaintKind, {description: 'What it is about.'})
  kind: ComplaintKind;

  @Column('text')
  @Field(() => String, {description: 'What was reported.'})
  text: string;

  @Column(keyColumn(191))
  byKey: string;

  @Column(utcColumn)
  @Field(() => DateTime, {description: 'When it was handed in.'})
  at: Date;

  @Column(keyColumn(20))
  @Field(() => ComplaintState, {description: 'Whether it was answered.'})
  state: ComplaintState;

  @Column({...idColumn, nullable: true})
  caseId: string | null;

  @Column({type: 'text', nullable: true})
  @Field(() => String, {nullable: true, description: 'The answer; null while there is none.'})
  answer: string | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'When it was answered.'})
  answeredAt: Date | null;

  @Column({...idColumn, nullable: true})
  answeredById: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  answeredByName: string | null;
}

@ObjectType()
export class ComplaintPage extends Page(Complaint, 'Complaint') {}
