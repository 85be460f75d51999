import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import {GrantInput} from './grant.inputs.js';
import {Grant} from './grant.js';
import type {GrantService} from './grant.service.js';

@Resolver(() => Grant)
export class GrantResolver {
  constructor(
    private readonly grants: GrantService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  @Needs('grant.handOut', {at: 'the place'})
  @Mutation(() => Grant, {
    description: 'Gives an account a role. Nobody grants more than they hold, or outside their subtree: NOT_PERMITTED.',
  })
  grantRole(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => GrantInput, {description: 'Who, what, where.'}) input: GrantInput,
  ): Promise<Grant> {
    return this.grants.grant(caller, input);
  }

  @Needs('grant.handOut', {at: 'the place'})
  @Mutation(() => Boolean, {
    description: 'Takes a grant away, by somebody who could have given it. Counts within seconds.',
  })
  revokeGrant(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which grant.'}) id: string,
  ): Promise<boolean> {
    return this.grants.revoke(caller, id);
  }

  @FieldResolver(() => Organisation, {description: 'Where; it reaches all below.'})
  organisation(@Root() {organisationId}: Grant, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }
}
