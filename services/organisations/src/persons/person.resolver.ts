import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Json} from '@concours/kernel/scalars';
import {MaxLength} from 'class-validator';
import {Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import type {PersonErasing} from './person-erasing.service.js';
import {PersonErasure, PersonErasurePart} from './person-erasure.js';
import {PersonAccount, PersonFile} from './person-file.js';
import type {PersonFiles} from './person-files.service.js';

const atRoot = {at: 'a root of the tree'};
const ERASURES_SHOWN = 50;

@ArgsType()
class PersonSearchArgs {
  @Field(() => String, {
    description: 'A whole telephone number or mail address, or the name or id of an account; at most 254 characters.',
  })
  @MaxLength(254)
  search: string;
}

@ArgsType()
class ExportArgs {
  @Field(() => ID, {description: 'The file.'})
  @MaxLength(191)
  id: string;

  @Field(() => String, {description: 'Why, in 1 to 500 characters; it goes into the audit trail.'})
  reason: string;
}

@ArgsType()
class EraseArgs extends ExportArgs {
  @Field(() => String, {description: 'The word 清除 or ERASE.'})
  @MaxLength(20)
  confirmation: string;

  @Field(() => Boolean, {
    description: "Also the author's name in works that give this contact and are not public. What is public stays.",
  })
  authors: boolean = false;
}

@Resolver(() => PersonFile)
export class PersonResolver {
  constructor(
    private readonly files: PersonFiles,
    private readonly erasing: PersonErasing,
  ) {}

  @Needs('person.administer', atRoot)
  @Query(() => PersonFile, {
    nullable: true,
    description: 'What is held of a person; null where nothing is a number, an address or an account of that name.',
  })
  person(@Ctx() {caller}: RequestContext, @Args() {search}: PersonSearchArgs): Promise<PersonFile | null> {
    return this.files.search(caller, search);
  }

  @Needs(openTo.own)
  @Query(() => PersonFile, {
    description: 'What is held of who asks, by their account. NOT_SIGNED_IN; PERSON_NEEDED for a key.',
  })
  ownPersonFile(@Ctx() {caller}: RequestContext): PersonFile {
    return this.files.demandOwn(caller);
  }

  @Needs('person.administer', atRoot)
  @Query(() => [PersonErasure], {description: 'The newest fifty erasures, and how far each service has come.'})
  personErasures(@Ctx() {caller}: RequestContext): Promise<PersonErasure[]> {
    this.files.demandPlatform(caller);
    return this.erasing.list(ERASURES_SHOWN);
  }

  @Needs(openTo.own, 'person.administer', atRoot)
  @Mutation(() => PersonFile, {
    description:
      'Hands out everything that is held of a person: ask it for the `…Data` of each service. It is written down here why, and in each service what it gave. PERSON_REASON_NEEDED, NOT_FOUND.',
  })
  exportPerson(@Ctx() {caller}: RequestContext, @Args() {id, reason}: ExportArgs): Promise<PersonFile> {
    return this.files.export(caller, id, reason);
  }

  @Needs(openTo.own, 'person.administer', atRoot)
  @Mutation(() => PersonErasure, {
    description:
      'Erases what is held of a person, for ever: accounts lose everything but their id and their sessions, keys and roles end; works lose their contact data. Votes and scores stay under the id, public works and published results keep the author, the audit trail stays. PERSON_NOT_CONFIRMED, PERSON_REASON_NEEDED, PERSON_LAST_ADMINISTRATOR, NOT_FOUND.',
  })
  erasePerson(@Ctx() {caller}: RequestContext, @Args() args: EraseArgs): Promise<PersonErasure> {
    return this.erasing.erase(caller, args);
  }

  @FieldResolver(() => [PersonAccount], {description: 'Their accounts; empty where only works give the contact.'})
  accounts(@Root() file: PersonFile, @Ctx() {caller}: RequestContext): Promise<PersonAccount[]> {
    return this.files.describe(caller, file);
  }

  @FieldResolver(() => Json, {
    description:
      'The accounts in clear, with roles, sessions, keys and acts. Each time it is asked for is written down.',
  })
  accountsData(@Root() file: PersonFile, @Ctx() {caller}: RequestContext): Promise<object> {
    return this.files.data(caller, file);
  }
}

@Resolver(() => PersonAccount)
export class PersonAccountResolver {
  constructor(private readonly organisations: OrganisationReadingService) {}

  @FieldResolver(() => Organisation, {nullable: true, description: 'Where it is administered from.'})
  organisation(@Root() {organisationId}: PersonAccount, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }
}

@Resolver(() => PersonErasure)
export class PersonErasureResolver {
  constructor(private readonly erasing: PersonErasing) {}

  @FieldResolver(() => [PersonErasurePart], {description: 'One for each service that holds anything of persons.'})
  parts(@Root() {id}: PersonErasure, @Ctx() context: RequestContext): Promise<PersonErasurePart[]> {
    return context.load('parts of erasures', id, (ids) => this.erasing.partsOf(ids));
  }
}
