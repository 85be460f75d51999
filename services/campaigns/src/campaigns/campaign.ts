import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import type {StageOverride} from '@concours/schema/events';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn, type ValueTransformer} from 'typeorm';
import {type DatePlace, datePlaces, momentsIn} from '../date-places.rules.js';
import {Organisation} from '../organisations/organisation.js';
import type {Held} from '../points/held.js';
import {type ResolvedStage, resolveStages} from '../stages/calendar.js';
import {Hosting} from './hosting.js';
import {withoutLongTable} from '../long-table.rules.js';
import {Policies} from './policies.js';

/** The rows of a long table are rows of `plan_quota`, and are not loaded with every campaign. */
const keptShort: ValueTransformer = {to: withoutLongTable, from: (document: unknown) => document};

@ObjectType({
  description: 'What is run: a contest or a themed campaign, as its definition says. Readable by everybody.',
})
@Directive('@key(fields: "id")')
@Entity('campaign')
@Index('campaign_key', ['key'], {unique: true})
export class Campaign {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'Its immutable key, such as anhui-singer-2024.'})
  @Column(keyColumn(40))
  key: string;

  @Column(idColumn)
  ownerId: string;

  @Field(() => Int, {description: 'How many definitions have been applied; the newest is the one that holds.'})
  @Column('int')
  definitionVersion: number;

  /** Counts every change that others are told of: definitions, stages opened by hand, moves of the owner. */
  @Column('int')
  version: number;

  /** In force: what all services know. */
  @Column({type: 'json', name: 'definition', transformer: keptShort})
  document: Definition;

  /** As it is written, with what it inherits. */
  @Column({type: 'json', transformer: keptShort})
  file: DefinitionFile;

  /** Dates that the owner has confirmed for places where none is written exactly, by place. */
  @Column('json')
  moments: Record<string, string>;

  /** What open points keep closed. */
  @Column('json')
  held: Held;

  /** Ids of the codes that the definition names. */
  @Column('json')
  organisationIds: Record<string, string>;

  @Column('json')
  overrides: StageOverride[];

  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it became public: at once, or when every joint organiser had signed its notice (R126).',
  })
  @Column({...utcColumn, nullable: true})
  publishedAt: Date | null;

  /** Every stage with its instants, overrides included. */
  calendar(): ResolvedStage[] {
    return resolveStages(this.document, this.overrides, this.held.stages);
  }

  /** Places that wait for a date. */
  unresolved(): DatePlace[] {
    const settled = momentsIn(this.document);
    return datePlaces(this.file).filter(({place}) => settled[place] === undefined);
  }

  idOf(code: string): string {
    return this.organisationIds[code];
  }

  isCountersigned(): boolean {
    return this.document.notice?.countersign === true;
  }

  /** Who issues its notice, and signs it where that is asked for (R10). */
  bodyIds(): string[] {
    const {campaign, notice} = this.document;
    const sponsors = campaign.hosting.filter(({role}) => role === 'SPONSORING');
    const codes = notice?.bodies ?? sponsors.flatMap(({organisations}) => organisations);
    return [...new Set(codes)].map((code) => this.idOf(code));
  }

  @Field(() => String, {description: 'Its title.'})
  title(@languageArg() language: Language): string {
    return pick(this.document.campaign.title, language);
  }

  @Field(() => String, {nullable: true, description: 'Its theme, if the notice gives one.'})
  theme(@languageArg() language: Language): string | null {
    const {theme} = this.document.campaign;
    return theme === undefined ? null : pick(theme, language);
  }

  @Field(() => String, {description: 'The IANA zone that decides its days and deadlines (A7).'})
  timezone(): string {
    return this.document.campaign.timezone;
  }

  @Field(() => Organisation, {description: 'The body whose campaign it is; rights over the campaign are held there.'})
  owner(): Organisation {
    return Organisation.of(this.ownerId);
  }

  @Field(() => [Hosting], {description: 'Who guides, sponsors, organises and assists (R3).'})
  hosting(): Hosting[] {
    return this.document.campaign.hosting.map((hosting) => Hosting.of(hosting, this.organisationIds));
  }

  @Field(() => String, {nullable: true, description: 'The number of the notice (R10).'})
  noticeNumber(): string | null {
    return this.document.notice?.number ?? null;
  }

  @Field(() => String, {nullable: true, description: 'The day the notice was issued, YYYY-MM-DD.'})
  issuedOn(): string | null {
    return this.document.notice?.issued?.slice(0, 10) ?? null;
  }

  @Field(() => String, {nullable: true, description: 'Where it takes place, if anywhere.'})
  venue(@languageArg() language: Language): string | null {
    const {venue} = this.document.campaign;
    return venue === undefined ? null : pick(venue.name, language);
  }

  @Field(() => Policies, {description: 'The burden rules and what is shown (R112).'})
  policies(): Policies {
    return Policies.of(this.document.policies);
  }
}
