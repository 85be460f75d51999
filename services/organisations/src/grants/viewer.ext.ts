import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, ID, Resolver, Root} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Viewer} from '../sessions/viewer.js';
import type {GrantListService} from './grant-list.service.js';
import {GrantablePlace, GrantableRole} from './grantable.js';

@Resolver(() => Viewer)
export class GrantableResolver {
  constructor(private readonly grants: GrantListService) {}

  @Needs('own')
  @FieldResolver(() => [GrantableRole], {
    description: 'Every role that a person can have, with the places at which you may give it.',
  })
  grantable(
    @Root() {caller}: Viewer,
    @Arg('organisationId', () => ID, {nullable: true, description: 'Only places that reach this organisation.'})
    organisationId?: string | null,
  ): Promise<GrantableRole[]> {
    return this.grants.grantable(caller, organisationId);
  }
}

@Resolver(() => GrantablePlace)
export class GrantablePlaceResolver {
  constructor(private readonly organisations: OrganisationReadingService) {}

  @FieldResolver(() => Organisation, {description: 'The uppermost one.'})
  organisation(@Root() {organisationId}: GrantablePlace, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }
}
