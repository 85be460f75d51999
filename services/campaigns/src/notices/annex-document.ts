import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({
  description:
    'An annex as it arrived: a file or a text. A later one replaces it and the earlier stays on record (R10, R11).',
})
@Entity('annex_document')
@Index('annex_document_revision', ['campaignId', 'annexKey', 'revision'], {unique: true})
export class AnnexDocument {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  annexKey: string;

  @Field(() => Int, {description: 'Counts from 1.'})
  @Column('int')
  revision: number;

  @Field(() => String, {nullable: true, description: 'Its text, at most 20,000 characters, where it is no file alone.'})
  @Column({type: 'text', nullable: true})
  text: string | null;

  @Field(() => Date, {description: 'When it arrived.'})
  @Column(utcColumn)
  arrivedAt: Date;

  @Column({...idColumn, nullable: true})
  byId: string | null;
}
