import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {registerEnumType, Field, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

export enum DateChangeKind {
  CONFIRMED = 'CONFIRMED',
  WITHDRAWN = 'WITHDRAWN',
  FOLLOWED = 'FOLLOWED',
  LAPSED = 'LAPSED',
}
registerEnumType(DateChangeKind, {
  name: 'DateChangeKind',
  description:
    'How a date came to be another: confirmed by the owner, taken back by the owner, it followed a date that it hangs on (R25), or a new definition says something else at its place.',
});

@ObjectType({description: 'A step of how a date was settled (R22); never changed.'})
@Entity('campaign_date_change')
@Index('campaign_date_change_campaign', ['campaignId', 'id'])
export class DateChange {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(160))
  place: string;

  @Field(() => DateChangeKind, {description: 'How it changed.'})
  @Column(keyColumn(10))
  kind: DateChangeKind;

  @Field(() => String, {nullable: true, description: 'The moment before, as in a definition; null if there was none.'})
  @Column({...keyColumn(20), nullable: true})
  before: string | null;

  @Field(() => String, {nullable: true, description: 'The moment after; null if there is none any more.'})
  @Column({...keyColumn(20), nullable: true})
  after: string | null;

  @Field(() => String, {nullable: true, description: 'Why, in the words of who changed it.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  reason: string | null;

  @Field(() => String, {nullable: true, description: 'The campaign above whose date it followed, by its key.'})
  @Column({...keyColumn(40), nullable: true})
  followed: string | null;

  @Column({...idColumn, nullable: true})
  byId: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  byName: string | null;

  @Field(() => Date, {description: 'When.'})
  @Column(utcColumn)
  at: Date;
}
