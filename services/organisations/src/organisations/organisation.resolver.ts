import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import {Page, PageArgs} from '@concours/kernel/page';
import {isSignedIn} from '@concours/kernel/scope';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root} from 'type-graphql';
import {ExternalReference} from './external-reference.js';
import type {OrganisationImportService} from './organisation-import.service.js';
import type {OrganisationList, OrganisationListing} from './organisation-listing.service.js';
import type {OrganisationReadingService} from './organisation-reading.service.js';
import {
  OrganisationImport,
  OrganisationImportRefusal,
  OrganisationImportRow,
  OrganisationsArgs,
} from './organisation.inputs.js';
import {ReferredArgs} from './organisation-acts.inputs.js';
import {Organisation} from './organisation.js';

const OrganisationPage = Page(Organisation, 'Organisation');

@Resolver(() => Organisation)
export class OrganisationResolver {
  constructor(
    private readonly reading: OrganisationReadingService,
    private readonly listing: OrganisationListing,
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
  organisations(@Ctx() {caller}: RequestContext, @Args() args: OrganisationsArgs): Promise<OrganisationList> {
    return this.listing.page(caller, args);
  }

  @Needs(openTo.signedIn)
  @Query(() => Organisation, {
    nullable: true,
    description:
      "Whose an id of another system is; null if it is nobody's. One that was merged says so in `mergedInto`. NOT_SIGNED_IN without a caller.",
  })
  organisationByReference(
    @Ctx() {caller}: RequestContext,
    @Args() {system, value}: ReferredArgs,
  ): Promise<Organisation | null> {
    return this.reading.referred(caller, system, value);
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

  @FieldResolver(() => Int, {
    description: 'How many organisations are below it, at any depth. Counted when it is asked for.',
  })
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
  ): Promise<OrganisationList> {
    return this.listing.page(caller, {...args, parentId: id});
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'Which one it went into; null unless it was merged.',
  })
  mergedInto(
    @Root() {mergedIntoId}: Organisation,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> | null {
    return mergedIntoId === null ? null : context.load('organisation', mergedIntoId, (ids) => this.reading.byIds(ids));
  }

  @FieldResolver(() => [Organisation], {
    description:
      'Others of the very same Chinese name directly under the same parent, at most 20. Allowed, but worth a look before one more is made.',
  })
  namesakes(@Root() organisation: Organisation, @Ctx() context: RequestContext): Promise<Organisation[]> {
    return context.load('organisation namesakes', organisation, (all) => this.reading.namesakes(all));
  }

  @Needs(openTo.signedIn)
  @FieldResolver(() => [ExternalReference], {
    description: 'By what other systems know it. Empty for callers who are not signed in.',
  })
  externalReferences(@Root() {id}: Organisation, @Ctx() context: RequestContext): Promise<ExternalReference[]> | [] {
    if (!isSignedIn(context.caller)) return [];
    return context.load('organisation references', id, (ids) => this.reading.references(ids));
  }
}

/** How long a list is, is counted for whoever asks. */
@Resolver(() => OrganisationPage)
export class OrganisationPageResolver {
  @FieldResolver(() => Int, {
    description: 'How many the whole list has. Counted when it is asked for: leave it out where it is not shown.',
  })
  totalCount(@Root() list: OrganisationList): Promise<number> {
    return list.count();
  }
}

@Resolver(() => OrganisationImportRefusal)
export class OrganisationImportRefusalResolver {
  @FieldResolver(() => String, {description: 'Why, for people.'})
  message(@Root() {text}: OrganisationImportRefusal, @languageArg() language: Language): string {
    return pick(text, language);
  }
}
