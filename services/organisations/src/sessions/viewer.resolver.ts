import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, ID, Query, Resolver, Root} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {Grant} from '../grants/grant.js';
import {Viewer} from './viewer.js';
import type {ViewerService} from './viewer.service.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  constructor(private readonly viewers: ViewerService) {}

  @Needs(openTo.anybody)
  @Query(() => Viewer, {description: 'Who is asking, and what they may do.'})
  viewer(@Ctx() {caller}: RequestContext): Viewer {
    return new Viewer(caller);
  }

  @FieldResolver(() => Account, {nullable: true, description: 'The account, if it is a person.'})
  account(@Root() {caller}: Viewer): Promise<Account | null> {
    return this.viewers.account(caller);
  }

  @FieldResolver(() => [Grant], {description: 'The roles held now.'})
  grants(@Root() {caller}: Viewer): Promise<Grant[]> {
    return this.viewers.grantsOf(caller);
  }

  @FieldResolver(() => [String], {
    description:
      'The names of the permissions held at one organisation or more without being confined to a campaign: what a menu of administration wants to know. Anybody may ask for their own; empty for the anonymous.',
  })
  permissions(@Root() {caller}: Viewer): string[] {
    return this.viewers.permissionsOf(caller);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether a permission is held: at an organisation, or anywhere if none is named. INPUT_INVALID for an unknown one.',
  })
  can(
    @Root() {caller}: Viewer,
    @Arg('permission', () => String, {description: 'Its name, such as work.recommend.'}) permission: string,
    @Arg('organisationId', () => ID, {
      nullable: true,
      description: 'At this organisation; for a campaign, the one that owns it.',
    })
    organisationId?: string | null,
    @Arg('campaignId', () => ID, {nullable: true, description: 'Within this campaign.'}) campaignId?: string | null,
    @Arg('trackKey', () => String, {nullable: true, description: 'Within this track.'}) trackKey?: string | null,
  ): Promise<boolean> {
    return this.viewers.can(caller, {permission, organisationId, campaignId, trackKey});
  }
}
