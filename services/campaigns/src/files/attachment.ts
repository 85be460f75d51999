import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({
  description:
    'A file that belongs to something of a campaign, checked by its content when it came in. Seen by whoever sees what it belongs to.',
})
@Entity('attachment')
// The numbered slots keep the count under concurrency.
@Index('attachment_slot', ['subjectId', 'slot'], {unique: true})
@Index('attachment_digest', ['digest'])
export class Attachment {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  /** What it belongs to: ids are ULIDs, so no two kinds of things share one. */
  @Column(idColumn)
  subjectId: string;

  @Column('int')
  slot: number;

  @Field(() => String, {description: 'As its owner named it, without paths and control characters.'})
  @Column({type: 'varchar', length: 120})
  fileName: string;

  /** What the content is, not what the name says: jpg, png, pdf … */
  @Column(keyColumn(10))
  format: string;

  @Field(() => String, {description: 'The media type found in the content, such as image/jpeg.'})
  @Column(keyColumn(100))
  type: string;

  @Field(() => Int, {description: 'Bytes.'})
  @Column('int')
  size: number;

  @Field(() => Int, {nullable: true, description: 'Pixels, of pictures.'})
  @Column({type: 'int', nullable: true})
  width: number | null;

  @Field(() => Int, {nullable: true, description: 'Pixels, of pictures.'})
  @Column({type: 'int', nullable: true})
  height: number | null;

  @Column(keyColumn(64))
  digest: string;

  @Column(utcColumn)
  createdAt: Date;
}
