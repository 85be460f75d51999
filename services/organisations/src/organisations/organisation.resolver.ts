import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import {Page, PageArgs, type PageOf} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root} from 'type-graphql';
import type {OrganisationImportService} from './organisation-import.service.js';
import type {OrganisationReadingService} from './organisation-reading.service.js';
import {
  OrganisationImport,
  OrganisationImportRefusal,
  OrganisationImportRow,
  OrganisationInput,
  OrganisationsArgs,
} from './organisation.inputs.js';
import {Organisation} from './organisation.js';
import type {OrganisationService} from './organisation.service.js';

const OrganisationPage = Page(Organisation, 'Organisation');

@Resolver(() => Organisation)
export class OrganisationResolver {
  constructor(
    private readonly reading: OrganisationReadingService,
    private readonly writing: OrganisationService,
    private readonly importing: OrganisationImportService,
  ) {}

  @Needs(openTo.signedIn)
  @Query(() => Organisation, {
    nullable: true,
    description: 'One organisation, by id or by code. NOT_SIGNED_IN without a caller.',
  })
  organisation(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {nullable: true, description: 'Its id.'}) id?: string | null,
    @Arg('code', () => String, {nullable: true, description: 'Its code, if no id is given.'}) code?: string | null,
  ): Promise<Organisation | null> {
    return this.reading.find(caller, {id, code});
  }

  @Needs(openTo.signedIn)
  @Query(() => OrganisationPage, {
    description: 'Organisations in the order of the official lists; with a search, the closest first (R1, R13).',
  })
  organisations(@Ctx() {caller}: RequestContext, @Args() args: OrganisationsArgs): Promise<PageOf<Organisation>> {
    return this.reading.page(caller, args);
  }

  @Needs('organisation.administer', {at: 'the parent'})
  @Mutation(() => Organisation, {description: 'Adds an organisation. ORGANISATION_CODE_TAKEN, ORGANISATION_TOO_DEEP.'})
  createOrganisation(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => OrganisationInput, {description: 'What it is.'}) input: OrganisationInput,
  ): Promise<Organisation> {
    return this.writing.create(caller, input);
  }

  @Needs('organisation.administer', {at: "each row's parent"})
  @Mutation(() => OrganisationImport, {
    description: 'Adds up to 5,000 organisations, rows in any order. Goes by code: the same rows again change nothing.',
  })
  importOrganisations(
    @Ctx() {caller}: RequestContext,
    @Arg('rows', () => [OrganisationImportRow], {description: 'The organisations.'}) rows: OrganisationImportRow[],
  ): Promise<OrganisationImport> {
    return this.importing.import(caller, rows).then(({refused, ...counts}) => ({
      ...counts,
      refused: refused.map(({row, problem}) => Object.assign(new OrganisationImportRefusal(), {row, ...problem})),
    }));
  }

  @Needs('organisation.administer', {at: 'it'})
  @Mutation(() => Organisation, {description: 'Gives a new name. The old one stays as an alias (R13).'})
  renameOrganisation(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which organisation.'}) id: string,
    @Arg('nameZh', () => String, {description: 'The new name in Chinese, 1 to 200 characters.'}) nameZh: string,
    @Arg('nameEn', () => String, {
      nullable: true,
      description: 'In English; left out, it stays, and null takes it away.',
    })
    nameEn?: string | null,
  ): Promise<Organisation> {
    return this.writing.rename(caller, id, {nameZh, nameEn});
  }

  @Needs('organisation.administer', {at: 'it and the new parent'})
  @Mutation(() => Organisation, {
    description:
      'Puts an organisation, with all below it, under another one. ORGANISATION_INTO_ITSELF, ORGANISATION_TOO_DEEP.',
  })
  moveOrganisation(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which organisation.'}) id: string,
    @Arg('parentId', () => ID, {description: 'The organisation above it from now on.'}) parentId: string,
  ): Promise<Organisation> {
    return this.writing.move(caller, id, parentId);
  }

  @FieldResolver(() => Organisation, {nullable: true, description: 'The organisation above; null at the root.'})
  parent(@Root() {parentId}: Organisation, @Ctx() context: RequestContext): Promise<Organisation | null> | null {
    return parentId === null ? null : context.load('organisation', parentId, (ids) => this.reading.byIds(ids));
  }

  @FieldResolver(() => [Organisation], {description: 'Everything above it, the root first.'})
  ancestors(@Root() organisation: Organisation, @Ctx() context: RequestContext): Promise<Organisation[]> {
    return context.load('organisation ancestors', organisation, (all) => this.reading.ancestors(all));
  }

  @FieldResolver(() => [String], {description: 'Other ways in which papers write it, former names included (R13).'})
  aliases(@Root() {id}: Organisation, @Ctx() context: RequestContext): Promise<string[]> {
    return context.load('organisation aliases', id, (ids) => this.reading.aliases(ids));
  }

  @FieldResolver(() => Int, {description: 'How many organisations are directly below it.'})
  childCount(@Root() {id}: Organisation, @Ctx() context: RequestContext): Promise<number> {
    return context.load('organisation childCount', id, (ids) => this.reading.childCounts(ids));
  }

  @FieldResolver(() => Int, {description: 'How many organisations are below it, at any depth.'})
  descendantCount(@Root() {path}: Organisation, @Ctx() context: RequestContext): Promise<number> {
    return context.load('organisation descendantCount', path, (paths) => this.reading.descendantCounts(paths));
  }

  @FieldResolver(() => OrganisationPage, {
    description: 'What is directly below it, in the order of the official lists.',
  })
  children(
    @Root() {id}: Organisation,
    @Ctx() {caller}: RequestContext,
    @Args() args: PageArgs,
  ): Promise<PageOf<Organisation>> {
    return this.reading.page(caller, {...args, parentId: id});
  }
}

@Resolver(() => OrganisationImportRefusal)
export class OrganisationImportRefusalResolver {
  @FieldResolver(() => String, {description: 'Why, for people.'})
  message(@Root() {text}: OrganisationImportRefusal, @languageArg() language: Language): string {
    return pick(text, language);
  }
}
