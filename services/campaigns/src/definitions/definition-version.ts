import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, Int, ObjectType} from 'type-graphql';
import {Page} from '@concours/kernel/page';
import {Column, Entity, PrimaryColumn} from 'typeorm';
import type {WordedChange} from './change-words.rules.js';
import {DefinitionChange} from './definition-plan.js';

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

  /** What it changed of the version before; null in the first one, and in those that were applied before this was kept. */
  @Column({type: 'json', nullable: true})
  changes: WordedChange[] | null;

  @Field(() => Boolean, {description: 'Whether a stage had opened when it was applied: then a second person approved.'})
  @Column('boolean', {default: 0})
  afterOpening: boolean;

  /** Who proposed it, where somebody else approved. */
  @Column({...idColumn, nullable: true})
  proposedById: string | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  proposedByName: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why no second person approved: no other account could have. Null where one did, or none was needed.',
  })
  @Column({type: 'varchar', length: 500, nullable: true})
  waiver: string | null;

  @Field(() => String, {description: 'The YAML file, as it was applied.'})
  source(): string {
    return this.content.source;
  }

  @Field(() => [DefinitionChange], {
    description: 'What it changed of the version before, in words; 500 at most. Empty for the first version.',
  })
  changed(): DefinitionChange[] {
    return (this.changes ?? []).map(DefinitionChange.of);
  }
}

export const DefinitionVersionPage = Page(DefinitionVersion, 'DefinitionVersion');
export type DefinitionVersionPage = InstanceType<typeof DefinitionVersionPage>;
