import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, ID, Mutation, Query, Resolver} from 'type-graphql';
import {
  AliasesArgs,
  AmendArgs,
  MergeArgs,
  MoveArgs,
  ReasonArgs,
  ReferenceArgs,
  RenameArgs,
  SplitArgs,
} from './organisation-acts.inputs.js';
import {OrganisationInput} from './organisation.inputs.js';
import {Organisation} from './organisation.js';
import {OrganisationHoldings, type OrganisationOutlook} from './organisation-outlook.service.js';
import type {OrganisationReshapingService} from './organisation-reshaping.service.js';
import type {OrganisationService} from './organisation.service.js';

const here = {at: 'the organisation'};
const both = {at: 'the organisation, what is above it and where it goes'};

/** What changes organisations. One that the caller may not administer answers NOT_PERMITTED, whether it exists or not. */
@Resolver()
export class OrganisationActsResolver {
  constructor(
    private readonly organisations: OrganisationService,
    private readonly reshaping: OrganisationReshapingService,
    private readonly outlook: OrganisationOutlook,
  ) {}

  @Needs('organisation.administer', here)
  @Query(() => OrganisationHoldings, {
    description: 'What hangs on an organisation, to be shown before it is moved, merged, split or closed.',
  })
  organisationHoldings(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which organisation.'}) id: string,
  ): Promise<OrganisationHoldings> {
    return this.outlook.holdings(caller, id);
  }

  @Needs('organisation.administer', {at: 'the organisation above'})
  @Mutation(() => Organisation, {
    description:
      'Adds an organisation. An equal name under the same parent is no refusal: look at `namesakes`. ORGANISATION_CODE_TAKEN, ORGANISATION_CLOSED, ORGANISATION_TOO_DEEP.',
  })
  createOrganisation(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => OrganisationInput, {description: 'What it is.'}) input: OrganisationInput,
  ): Promise<Organisation> {
    return this.organisations.create(caller, input);
  }

  @Needs('organisation.administer', here)
  @Mutation(() => Organisation, {description: 'Gives new names. The old ones stay as aliases (R13).'})
  renameOrganisation(
    @Ctx() {caller}: RequestContext,
    @Args() {id, reason, ...names}: RenameArgs,
  ): Promise<Organisation> {
    return this.organisations.rename(caller, id, names, reason);
  }

  @Needs('organisation.administer', here)
  @Mutation(() => Organisation, {description: 'Makes it another kind, another level or of another region.'})
  amendOrganisation(
    @Ctx() {caller}: RequestContext,
    @Args() {id, reason, kind, level, regionCode}: AmendArgs,
  ): Promise<Organisation> {
    return this.organisations.amend(caller, id, {kind, level, regionCode}, reason);
  }

  @Needs('organisation.administer', here)
  @Mutation(() => Organisation, {
    description:
      'Adds aliases (R13); those that are names anyway are left out. ORGANISATION_ALIASES_TOO_MANY beyond 100.',
  })
  addOrganisationAliases(@Ctx() {caller}: RequestContext, @Args() {id, aliases}: AliasesArgs): Promise<Organisation> {
    return this.organisations.addAliases(caller, id, aliases);
  }

  @Needs('organisation.administer', here)
  @Mutation(() => Organisation, {description: 'Takes an alias away; nothing happens if it is none.'})
  removeOrganisationAlias(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which organisation.'}) id: string,
    @Arg('alias', () => String, {description: 'The alias.'}) alias: string,
  ): Promise<Organisation> {
    return this.organisations.removeAlias(caller, id, alias);
  }

  @Needs('organisation.administer', here)
  @Mutation(() => Organisation, {
    description:
      'Keeps by what another system knows it, instead of what was kept before. ORGANISATION_REFERENCE_TAKEN, ORGANISATION_CREDIT_CODE_INVALID.',
  })
  setExternalReference(
    @Ctx() {caller}: RequestContext,
    @Args() {id, system, value}: ReferenceArgs,
  ): Promise<Organisation> {
    return this.organisations.refer(caller, id, system, value ?? null);
  }

  @Needs('organisation.administer', both)
  @Mutation(() => Organisation, {
    description:
      'Puts an organisation, with all below it, under another one. ORGANISATION_INTO_ITSELF, ORGANISATION_TOO_DEEP, ORGANISATION_CLOSED, ORGANISATION_ROOT_STAYS.',
  })
  moveOrganisation(@Ctx() {caller}: RequestContext, @Args() {id, parentId, reason}: MoveArgs): Promise<Organisation> {
    return this.reshaping.move(caller, id, parentId, reason);
  }

  @Needs('organisation.administer', both)
  @Mutation(() => Organisation, {
    description:
      'Lets an organisation go into another one, which is the answer. What is below it goes below the other; its names become aliases of the other; roles held at it end; it stays, closed, below the other, with all it did. ORGANISATION_INTO_ITSELF, ORGANISATION_CLOSED, ORGANISATION_TOO_DEEP, ORGANISATION_ROOT_STAYS.',
  })
  mergeOrganisation(@Ctx() {caller}: RequestContext, @Args() {id, intoId, reason}: MergeArgs): Promise<Organisation> {
    return this.reshaping.merge(caller, id, intoId, reason);
  }

  @Needs('organisation.administer', {at: 'the organisation and what is above it'})
  @Mutation(() => [Organisation], {
    description:
      'Makes new organisations out of one, beside it, and puts chosen ones from below it under them; answers the new ones. ORGANISATION_CODE_TAKEN, ORGANISATION_NOT_BELOW, ORGANISATION_HOLDS_OPEN, ORGANISATION_CLOSED, ORGANISATION_ROOT_STAYS.',
  })
  splitOrganisation(
    @Ctx() {caller}: RequestContext,
    @Args() {id, parts, closes, reason}: SplitArgs,
  ): Promise<Organisation[]> {
    return this.reshaping.split(caller, id, parts, {closes, reason});
  }

  @Needs('organisation.administer', {at: 'the organisation and what is above it'})
  @Mutation(() => Organisation, {
    description:
      'Closes an organisation: nothing new begins there, what was begun goes on. ORGANISATION_HOLDS_OPEN while something open is directly below it; ORGANISATION_CLOSED, ORGANISATION_ROOT_STAYS.',
  })
  closeOrganisation(@Ctx() {caller}: RequestContext, @Args() {id, reason}: ReasonArgs): Promise<Organisation> {
    return this.reshaping.close(caller, id, reason);
  }

  @Needs('organisation.administer', {at: 'the organisation and what is above it'})
  @Mutation(() => Organisation, {
    description:
      'Opens a closed organisation again, where it stands. ORGANISATION_OPEN; ORGANISATION_CLOSED while what is above it is closed.',
  })
  reopenOrganisation(@Ctx() {caller}: RequestContext, @Args() {id, reason}: ReasonArgs): Promise<Organisation> {
    return this.reshaping.reopen(caller, id, reason);
  }
}
