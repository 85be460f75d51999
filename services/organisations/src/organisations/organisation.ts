import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Language, languageArg} from '@concours/kernel/languages';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Check, Column, Entity, ForeignKey, Index, PrimaryColumn} from 'typeorm';
import {
  OrganisationKinds,
  OrganisationLevels,
  type OrganisationKind,
  type OrganisationLevel,
} from './organisation.kinds.js';

export const MAX_DEPTH = 50;
export const SEGMENT = 6;
export const MAX_NAME = 200;

/** How a place in the order of the lists is written; see `listPath`. */
export const PLACE = 6;

/** A path has nothing but digits, letters and dots: as ASCII it is a quarter of the index, and compares as bytes. */
const ascii = {charset: 'ascii', collation: 'ascii_bin'};

@ObjectType({
  description:
    'A node of the tree of bodies: a federation, a union, an office, a publisher, a company (R1, R2). Names of bodies are public.',
})
@Directive('@key(fields: "id")')
@Entity('organisation')
@Check('organisation_not_its_parent', '"parentId" <> "id"')
@Index('organisation_code', ['code'], {unique: true})
@Index('organisation_path', ['path'], {unique: true})
@Index('organisation_segment', ['segment'], {unique: true})
@Index('organisation_parent', ['parentId', 'position'])
@Index('organisation_position', ['position'])
@Index('organisation_list', ['listPath'])
@Index('organisation_merged', ['mergedIntoId'])
@Index('organisation_region', ['regionCode', 'position'])
export class Organisation {
  @Field(() => ID, {description: 'Stays the same for ever, through renames and moves.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'The stable code that definitions name it by, such as ah.hefei. Unique.'})
  @Column(keyColumn(100))
  code: string;

  @ForeignKey(() => Organisation, {name: 'organisation_has_parent', onDelete: 'RESTRICT', onUpdate: 'RESTRICT'})
  @Column({...idColumn, nullable: true})
  parentId: string | null;

  @Field(() => String, {
    description: 'Its place: one segment for each level, each ended by a dot. Changes when it is moved.',
  })
  @Column({type: 'varchar', length: MAX_DEPTH * (SEGMENT + 1), ...ascii})
  path: string;

  /** The path's last part. Unique in the whole tree, so that a move never meets a namesake. */
  @Column({type: 'varchar', length: SEGMENT, ...ascii})
  segment: string;

  @Field(() => Int, {description: `1 for the root, at most ${MAX_DEPTH}.`})
  @Column('int')
  depth: number;

  /** Siblings keep the order in which they were entered: that of the official lists. */
  @Column('int')
  position: number;

  /**
   * The positions of all above it and its own, six digits of base 36 each: a subtree in the order of the official lists is
   * one range of this column's index, and a page of it costs the same in a tree of any size.
   */
  @Column({type: 'varchar', length: MAX_DEPTH * PLACE, ...ascii, default: ''})
  listPath: string;

  @Field(() => OrganisationKinds, {description: 'What it is.'})
  @Column(keyColumn(40))
  kind: OrganisationKind;

  @Field(() => OrganisationLevels, {description: 'Where it stands in the administrative order.'})
  @Column(keyColumn(40))
  level: OrganisationLevel;

  @Column({type: 'varchar', length: MAX_NAME})
  nameZh: string;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  nameEn: string | null;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  shortNameZh: string | null;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  shortNameEn: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The administrative division code of its region (GB/T 2260): six digits, and three or six more for a township or a village.',
  })
  @Column({...keyColumn(12), nullable: true})
  regionCode: string | null;

  @Field(() => Boolean, {description: 'Dissolved or merged: what it did stays, nothing new begins.'})
  @Column('boolean')
  closed: boolean;

  @Field(() => Date, {nullable: true, description: 'Since when it is closed.'})
  @Column({...utcColumn, nullable: true})
  closedAt: Date | null;

  /** Into which it went; it is closed then. */
  @ForeignKey(() => Organisation, {name: 'organisation_merged_into', onDelete: 'RESTRICT', onUpdate: 'RESTRICT'})
  @Column({...idColumn, nullable: true})
  mergedIntoId: string | null;

  @Column('int')
  version: number;

  @Column(utcColumn)
  createdAt: Date;

  @Field(() => String, {description: 'The full name. Chinese where there is no English one.'})
  name(@languageArg() language: Language): string {
    return (language === Language.EN && this.nameEn) || this.nameZh;
  }

  @Field(() => String, {description: 'The name in tables and on walls; the full name where no short one is kept.'})
  shortName(@languageArg() language: Language): string {
    return (language === Language.EN && (this.shortNameEn ?? this.nameEn)) || this.shortNameZh || this.nameZh;
  }
}

/** Another way in which papers write an organisation, former names included (R13). Two bodies may share one. */
@Entity('organisation_alias')
@Index('organisation_alias_key', ['key'])
export class OrganisationAlias {
  @PrimaryColumn(idColumn)
  organisationId: string;

  /** The alias without case, spaces and punctuation. */
  @PrimaryColumn(keyColumn())
  key: string;

  @Column({type: 'varchar', length: MAX_NAME})
  text: string;
}

/**
 * One row. Whoever changes the tree's shape updates it first, which makes such changes take turns: two moves that are
 * each harmless could make a loop together.
 */
@Entity('organisation_tree')
export class OrganisationTree {
  @PrimaryColumn('int')
  id: number;

  @Column('int')
  lastPosition: number;
}
