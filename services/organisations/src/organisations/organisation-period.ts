import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Language, languageArg} from '@concours/kernel/languages';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {
  OrganisationKinds,
  OrganisationLevels,
  type OrganisationKind,
  type OrganisationLevel,
} from './organisation.kinds.js';
import {MAX_NAME} from './organisation.js';

export enum OrganisationEvent {
  CREATED = 'CREATED',
  RENAMED = 'RENAMED',
  AMENDED = 'AMENDED',
  MOVED = 'MOVED',
  MERGED = 'MERGED',
  TOOK_IN = 'TOOK_IN',
  SPLIT = 'SPLIT',
  CLOSED = 'CLOSED',
  REOPENED = 'REOPENED',
}
registerEnumType(OrganisationEvent, {
  name: 'OrganisationEvent',
  description: 'What made an organisation what it was from then on.',
  valuesConfig: {
    CREATED: {description: 'It was entered, perhaps split off another one.'},
    RENAMED: {description: 'It got another name.'},
    AMENDED: {description: 'It became of another kind, of another level or in another region.'},
    MOVED: {description: 'It was put under another one.'},
    MERGED: {description: 'It went into another one and is closed.'},
    TOOK_IN: {description: 'Another one went into it.'},
    SPLIT: {description: 'Others were split off it.'},
    CLOSED: {description: 'It was closed.'},
    REOPENED: {description: 'It was opened again.'},
  },
});

/**
 * What an organisation was from one instant to the next, written in the unit of work that changed it. The last one is open
 * and says what the organisation itself says.
 */
@ObjectType({
  description: 'What an organisation was called, what it was and where it stood, from one instant to the next.',
})
@Entity('organisation_period')
@Index('organisation_period_from', ['organisationId', 'from'])
export class OrganisationPeriod {
  @PrimaryColumn(idColumn)
  organisationId: string;

  /** That of the organisation when the period began. */
  @PrimaryColumn('int')
  version: number;

  @Field(() => OrganisationEvent, {description: 'How it began.'})
  @Column(keyColumn(20))
  event: OrganisationEvent;

  @Field(() => Date, {description: 'When it began.'})
  @Column(utcColumn)
  from: Date;

  @Field(() => Date, {nullable: true, description: 'When the next one began; null for the one that lasts.'})
  @Column({...utcColumn, nullable: true})
  until: Date | null;

  @Field(() => String, {nullable: true, description: 'Why, in the words of whoever did it.'})
  @Column({type: 'text', nullable: true})
  reason: string | null;

  /** The one it was merged with or split off. */
  @Column({...idColumn, nullable: true})
  counterpartId: string | null;

  @Column({...idColumn, nullable: true})
  parentId: string | null;

  @Column({type: 'varchar', length: MAX_NAME})
  nameZh: string;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  nameEn: string | null;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  shortNameZh: string | null;

  @Column({type: 'varchar', length: MAX_NAME, nullable: true})
  shortNameEn: string | null;

  @Field(() => OrganisationKinds, {description: 'What it was.'})
  @Column(keyColumn(40))
  kind: OrganisationKind;

  @Field(() => OrganisationLevels, {description: 'Where it stood in the administrative order.'})
  @Column(keyColumn(40))
  level: OrganisationLevel;

  @Field(() => Boolean, {description: 'Whether it was closed.'})
  @Column('boolean')
  closed: boolean;

  @Field(() => String, {description: 'The full name of that time. Chinese where there was no English one.'})
  name(@languageArg() language: Language): string {
    return (language === Language.EN && this.nameEn) || this.nameZh;
  }

  @Field(() => String, {description: 'The name in tables of that time; the full one where none was kept.'})
  shortName(@languageArg() language: Language): string {
    return (language === Language.EN && (this.shortNameEn ?? this.nameEn)) || this.shortNameZh || this.nameZh;
  }
}
