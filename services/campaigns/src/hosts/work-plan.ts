import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

export enum WorkPlanState {
  HANDED_IN = 'HANDED_IN',
  RETURNED = 'RETURNED',
  APPROVED = 'APPROVED',
}
registerEnumType(WorkPlanState, {name: 'WorkPlanState', description: 'Where a work plan stands (R125).'});

@ObjectType({
  description:
    'A version of the work plan that the hosts of a track hand in and the owner approves (R125). The newest one counts; the others stay.',
})
@Entity('work_plan')
@Index('work_plan_version', ['campaignId', 'trackKey', 'version'], {unique: true})
export class WorkPlan {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Field(() => Int, {description: 'Counts from 1 for each track.'})
  @Column('int')
  version: number;

  @Field(() => WorkPlanState, {description: 'Where it stands.'})
  @Column(keyColumn(20))
  state: WorkPlanState;

  @Field(() => String, {description: 'The plan, 1 to 10,000 characters.'})
  @Column('text')
  text: string;

  @Field(() => Date, {description: 'When it was handed in.'})
  @Column(utcColumn)
  handedInAt: Date;

  @Column({...idColumn, nullable: true})
  handedInById: string | null;

  @Field(() => String, {nullable: true, description: 'Who handed it in.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  handedInBy: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was approved or returned.'})
  @Column({...utcColumn, nullable: true})
  decidedAt: Date | null;

  @Field(() => String, {nullable: true, description: 'Who decided.'})
  @Column({type: 'varchar', length: 191, nullable: true})
  decidedBy: string | null;

  @Field(() => String, {nullable: true, description: 'Why it was returned; null otherwise.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  reason: string | null;
}
