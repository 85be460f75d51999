import {Needs} from '@concours/kernel/needs';
import {Page, type PageOf} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import {CampaignStub, TrackStub} from './campaign-stub.js';
import type {GrantListService} from './grant-list.service.js';
import {GrantInput, GrantsArgs} from './grant.inputs.js';
import {Grant} from './grant.js';
import {mayHandOut, type GrantService} from './grant.service.js';

const GrantPage = Page(Grant, 'Grant');

@Resolver(() => Grant)
export class GrantResolver {
  constructor(
    private readonly grants: GrantService,
    private readonly listed: GrantListService,
    private readonly accounts: AccountService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  @Needs('account.read', {at: 'the organisation'})
  @Query(() => GrantPage, {
    name: 'grants',
    description: 'Who holds which role at an organisation today, and below it if asked for, from the top downwards.',
  })
  list(@Ctx() {caller}: RequestContext, @Args() args: GrantsArgs): Promise<PageOf<Grant>> {
    return this.listed.page(caller, args);
  }

  @Needs('grant.handOut', {at: 'the place'})
  @Mutation(() => Grant, {
    description:
      'Gives an account a role; once more, it moves the end. Nobody grants more than they hold, or outside their subtree: NOT_PERMITTED; ' +
      'nor for longer than their own role lasts: GRANT_OUTLASTS_YOURS{until}; nor themselves what they may not do: GRANT_TO_YOURSELF.',
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

  @FieldResolver(() => CampaignStub, {nullable: true, description: 'The campaign that it is confined to.'})
  campaign(@Root() {campaignId}: Grant): CampaignStub | null {
    return campaignId === null ? null : {id: campaignId};
  }

  @FieldResolver(() => TrackStub, {nullable: true, description: 'The track that it is confined to.'})
  track(@Root() {campaignId, trackKey}: Grant): TrackStub | null {
    return trackKey === null ? null : {id: `${campaignId}:${trackKey}`};
  }

  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Whose it is; null for an account that you may not see.',
  })
  async account(@Root() {accountId}: Grant, @Ctx() context: RequestContext): Promise<Account | null> {
    if (!accountId) return null;
    return context.load('visible account', accountId, (ids) => this.accounts.visible(context.caller, ids));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The name that others see of whose it is, wherever they are administered; null for a screen or an app.',
  })
  async holder(@Root() {accountId}: Grant, @Ctx() context: RequestContext): Promise<string | null> {
    return accountId ? context.load('account name', accountId, (ids) => this.listed.namesOf(ids)) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name that others see of who gave it; null where the platform itself did, as in the set-up.',
  })
  async grantor(@Root() {grantedBy}: Grant, @Ctx() context: RequestContext): Promise<string | null> {
    return grantedBy ? context.load('account name', grantedBy, (ids) => this.listed.namesOf(ids)) : null;
  }

  @FieldResolver(() => Boolean, {description: 'Whether you may take it away, which is whoever could have given it.'})
  async revocable(@Root() grant: Grant, @Ctx() context: RequestContext): Promise<boolean> {
    const place = await this.organisation(grant, context);
    return Boolean(grant.accountId) && place !== null && mayHandOut(context.caller, {...grant, path: place.path});
  }
}
