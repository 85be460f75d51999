import {Needs} from '@concours/kernel/needs';
import {Page} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root} from 'type-graphql';
import {Publicist} from './publicist.js';
import {PublicistsArgs, RegisterPublicistsArgs} from './publicist.inputs.js';
import type {PublicistReading} from './publicist-reading.service.js';
import {PublicistRow} from './publicist-row.js';
import type {Publicists} from './publicists.service.js';

@ObjectType({description: 'A page of the register, newest first.'})
export class PublicistPage extends Page(Publicist, 'Publicist') {}

const ID_OF = 'The entry of the register.';

@Resolver(() => Publicist)
export class PublicistResolver {
  constructor(
    private readonly service: Publicists,
    private readonly reading: PublicistReading,
  ) {}

  @Needs('publicist.read', {at: 'the unit'})
  @Query(() => PublicistPage, {description: 'The register of a campaign, as far as the caller may see it (R45).'})
  publicists(@Args() args: PublicistsArgs, @Ctx() {caller}: RequestContext): Promise<PublicistPage> {
    return this.reading.page(caller, args);
  }

  @Needs('publicist.keep', {at: 'the unit'})
  @Mutation(() => [PublicistRow], {
    description:
      'Puts people on the register; each counts once in a campaign, known again by contact, else by unit and name. What is wrong with one keeps none of the others off. ORGANISATION_UNKNOWN, REPORT_UNIT_CLOSED, REPORT_UNIT_OUTSIDE_PLAN, CAMPAIGN_WITHOUT_PLAN.',
  })
  registerPublicists(@Args() args: RegisterPublicistsArgs, @Ctx() {caller}: RequestContext): Promise<PublicistRow[]> {
    return this.service.register(caller, args);
  }

  @Needs('publicist.keep', {at: 'the unit'})
  @Mutation(() => Publicist, {
    description: 'Takes somebody off the register: counts no more, and the contact is gone. NOT_FOUND, INPUT_INVALID.',
  })
  removePublicist(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Arg('reason', () => String, {description: 'Why, 1 to 200 characters.'}) reason: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Publicist> {
    return this.service.remove(caller, id, reason);
  }

  @Needs('publicist.keep', {at: 'the unit'})
  @Mutation(() => String, {
    nullable: true,
    description: 'The contact in clear; null where none was given. Each time is written down. NOT_FOUND.',
  })
  revealPublicist(
    @Arg('id', () => ID, {description: ID_OF}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<string | null> {
    return this.service.reveal(caller, id);
  }

  @FieldResolver(() => String, {nullable: true, description: 'The contact, masked; null where none is held.'})
  contact(@Root() publicist: Publicist): string | null {
    return this.service.masked(publicist);
  }
}
