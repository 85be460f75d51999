import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, Int, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

@ObjectType({
  description: 'A definition as it was applied; kept for ever, so that a change of rules can be looked up (R122).',
})
@Entity('definition_version')
export class DefinitionVersion {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @Field(() => Int, {description: 'Counts from 1.'})
  @PrimaryColumn('int')
  version: number;

  @Field(() => Date, {description: 'When it was applied.'})
  @Column(utcColumn)
  appliedAt: Date;

  @Column({...idColumn, nullable: true})
  appliedById: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  appliedByName: string | null;

  @Field(() => String, {nullable: true, description: 'Why it was changed; always there once a stage had opened.'})
  @Column({type: 'varchar', length: 500, nullable: true})
  reason: string | null;

  /** In an object, because a bare text in a JSON column is read twice by one of the drivers. */
  @Column('json')
  content: {source: string};

  @Field(() => String, {description: 'SHA-256 of the source, in hex.'})
  @Column(keyColumn(64))
  digest: string;

  @Field(() => String, {description: 'The YAML file, as it was applied.'})
  source(): string {
    return this.content.source;
  }
}
