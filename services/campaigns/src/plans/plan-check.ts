import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Field, Int, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

@ObjectType({
  description: 'The standing recount of a plan: its figures are counted again from the approved reports, for ever.',
})
@Entity('plan_check')
export class PlanCheck {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @Field(() => Date, {description: 'When it was counted again last.'})
  @Column(utcColumn)
  checkedAt: Date;

  @Column('int')
  differing: number;

  @Field(() => Date, {
    nullable: true,
    description: 'When figures last were not what the reports add up to; they were put right at once. Null: never.',
  })
  @Column({...utcColumn, nullable: true})
  alarmAt: Date | null;

  @Field(() => Int, {description: 'How many figures it was then; 0 if it never happened.'})
  @Column('int')
  alarmFigures: number;
}
