import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {Finding} from '../submissions/rule-finding.js';
import {AssetRole} from './asset.kinds.js';

@ObjectType({
  description:
    "A file of a work, checked by its content against the track's rules when it was attached (R63, R64, R67).",
})
@Directive('@key(fields: "id")')
@Entity('asset')
// The numbered slots keep the count of a rule under concurrency.
@Index('asset_slot', ['submissionId', 'rule', 'slot'], {unique: true})
@Index('asset_digest', ['campaignId', 'digest'])
export class Asset {
  @Field(() => ID, {description: 'A ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  submissionId: string;

  @Column(idColumn)
  campaignId: string;

  @Field(() => String, {description: "The key of the asset rule in the track's definition."})
  @Column(keyColumn(40))
  rule: string;

  @Column({type: 'int'})
  slot: number;

  @Field(() => AssetRole, {description: 'What it is to its work.'})
  @Column(keyColumn(20))
  role: AssetRole;

  @Field(() => String, {
    description: 'As its owner named it, without paths and control characters; at most 120 code points.',
  })
  @Column({type: 'varchar', length: 120})
  fileName: string;

  /** What the content is, not what the name says: mp4, mov, jpg … */
  @Column(keyColumn(10))
  format: string;

  @Field(() => String, {description: 'The media type found in the content, such as video/mp4.'})
  @Column(keyColumn(100))
  type: string;

  @Field(() => Int, {description: 'Bytes.'})
  @Column({type: 'int'})
  size: number;

  @Field(() => String, {description: 'SHA-256 of the file, in hex.'})
  @Column(keyColumn(64))
  digest: string;

  @Field(() => Int, {nullable: true, description: 'Milliseconds, for video and audio.'})
  @Column({type: 'int', nullable: true})
  durationMs: number | null;

  @Field(() => Int, {nullable: true, description: 'Pixels as shown, rotation applied.'})
  @Column({type: 'int', nullable: true})
  width: number | null;

  @Field(() => Int, {nullable: true, description: 'Pixels as shown, rotation applied.'})
  @Column({type: 'int', nullable: true})
  height: number | null;

  @Column({type: 'json'})
  remarks: Finding[];

  @Column(utcColumn)
  createdAt: Date;
}
