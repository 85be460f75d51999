import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {DecisionState, Measure} from './case.kinds.js';

registerEnumType(Measure, {
  name: 'Measure',
  description:
    'DISMISS: nothing was wrong; what was put aside counts. WARN: a warning; what was put aside counts. SUSPEND: the count of the entry stands still until the case is decided. VOID: what was put aside never counts. DISQUALIFY: the same, and the entry is out; the next one moves up.',
});
registerEnumType(DecisionState, {
  name: 'DecisionState',
  description:
    'PROPOSED: waits for a second person. DECLINED by that one. IN_FORCE. APPEALED: in force, and an appeal waits. UPHELD or REVERSED by the appeal.',
});

const name = {type: 'varchar', length: 191, nullable: true} as const;

/** A step of the ladder: the row and the graph type. */
@Entity('case_decision')
@Index('case_decision_step', ['caseId', 'step'], {unique: true})
@ObjectType({description: 'A decision in a case, and the appeal against it.'})
export class CaseDecision {
  @PrimaryColumn(idColumn)
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Column(idColumn)
  caseId: string;

  @Column('int')
  @Field(() => Int, {description: 'Which one in its case, from 1.'})
  step: number;

  @Column(keyColumn(20))
  @Field(() => Measure, {description: 'What was decided.'})
  measure: Measure;

  @Column('text')
  @Field(() => String, {description: 'Why.'})
  reason: string;

  @Column(keyColumn(20))
  @Field(() => DecisionState, {description: 'Where it is.'})
  state: DecisionState;

  @Column(utcColumn)
  @Field(() => DateTime, {description: 'When it was proposed.'})
  proposedAt: Date;

  @Column(idColumn)
  proposedById: string;

  @Column({type: 'varchar', length: 191})
  @Field(() => String, {description: 'Who proposed it.'})
  proposedByName: string;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'Since when it is in force, or when it was declined.'})
  decidedAt: Date | null;

  @Column({...idColumn, nullable: true})
  decidedById: string | null;

  @Column(name)
  @Field(() => String, {
    nullable: true,
    description: 'Who confirmed or declined it; a second person where it takes two.',
  })
  decidedByName: string | null;

  /** The correction by which ballots were voided. */
  @Column({...idColumn, nullable: true})
  correction: string | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'Until when the entrant may appeal.'})
  appealUntil: Date | null;

  @Column({type: 'text', nullable: true})
  @Field(() => String, {nullable: true, description: 'What the entrant says against it.'})
  appeal: string | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'When the entrant appealed.'})
  appealAt: Date | null;

  @Column({...idColumn, nullable: true})
  appealById: string | null;

  @Column(name)
  @Field(() => String, {nullable: true, description: 'Who appealed for the unit.'})
  appealByName: string | null;

  @Column({type: 'text', nullable: true})
  @Field(() => String, {nullable: true, description: 'Why the appeal was right, or was not.'})
  appealAnswer: string | null;

  @Column({...utcColumn, nullable: true})
  @Field(() => DateTime, {nullable: true, description: 'When the appeal was decided.'})
  appealAnsweredAt: Date | null;

  @Column({...idColumn, nullable: true})
  appealAnsweredById: string | null;

  @Column(name)
  @Field(() => String, {nullable: true, description: 'Who decided it: somebody who had no part in the decision.'})
  appealAnsweredByName: string | null;
}
