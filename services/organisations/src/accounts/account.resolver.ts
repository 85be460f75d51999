import {Needs} from '@concours/kernel/needs';
import {Page, type PageOf} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Grant} from '../grants/grant.js';
import type {GrantService} from '../grants/grant.service.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import {AccountInput, AccountsArgs, JudgeCandidatesArgs, StandingArgs} from './account.inputs.js';
import {Account} from './account.js';
import type {AccountListService} from './account-list.service.js';
import {type AccountService, mayAdminister} from './account.service.js';

const AccountPage = Page(Account, 'Account');

@Resolver(() => Account)
export class AccountResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly listed: AccountListService,
    private readonly grants: GrantService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  @Needs('account.read', {at: 'their place'})
  @Query(() => AccountPage, {
    name: 'accounts',
    description:
      'Accounts at or below the places that you administer or audit. NOT_PERMITTED if there are no such places.',
  })
  list(@Ctx() {caller}: RequestContext, @Args() args: AccountsArgs): Promise<PageOf<Account>> {
    return this.listed.page(caller, args);
  }

  @Needs('own', 'account.read', {at: 'the place it is administered from'})
  @Query(() => Account, {nullable: true, description: 'One account; null if there is none that you may see.'})
  async account(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Its id.'}) id: string,
  ): Promise<Account | null> {
    return (await this.accounts.visible(caller, [id]))[0];
  }

  @Needs('round.steer', {at: 'the campaign'})
  @Query(() => [Account], {
    description:
      'Who may be seated on a panel of a campaign: accounts with the role JUDGE that reaches the place where you steer it, by name, at most 100. NOT_PERMITTED unless you steer one.',
  })
  judgeCandidates(@Ctx() {caller}: RequestContext, @Args() args: JudgeCandidatesArgs): Promise<Account[]> {
    return this.grants.judges(caller, args.campaignId, args.search);
  }

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => Account, {
    description: 'Adds an account; it may do nothing before a role is granted. ACCOUNT_NAME_TAKEN, PASSWORD_TOO_SHORT.',
  })
  createAccount(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => AccountInput, {description: 'The account.'}) input: AccountInput,
  ): Promise<Account> {
    return this.accounts.create(caller, input);
  }

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => Account, {description: 'Refuses an account everywhere, open sessions included, within seconds.'})
  suspendAccount(@Ctx() {caller}: RequestContext, @Args() {id, reason}: StandingArgs): Promise<Account> {
    return this.accounts.setSuspended(caller, id, true, reason);
  }

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => Account, {description: 'Lets a suspended account in again. It has to sign in anew.'})
  reinstateAccount(@Ctx() {caller}: RequestContext, @Args() {id, reason}: StandingArgs): Promise<Account> {
    return this.accounts.setSuspended(caller, id, false, reason);
  }

  @FieldResolver(() => Organisation, {nullable: true, description: 'Where it is administered from.'})
  organisation(@Root() {organisationId}: Account, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return context.load('organisation', organisationId, (ids) => this.organisations.byIds(ids));
  }

  @FieldResolver(() => Boolean, {description: 'Whether it is yours to administer: its place lies where you do so.'})
  async administrable(@Root() account: Account, @Ctx() context: RequestContext): Promise<boolean> {
    return mayAdminister(context.caller, await this.organisation(account, context));
  }

  @FieldResolver(() => [Grant], {name: 'grants', description: 'The roles it holds today.'})
  grantsOf(@Root() {id}: Account, @Ctx() context: RequestContext): Promise<Grant[]> {
    return context.load('account grants', id, (ids) => this.grants.ofAccounts(ids));
  }
}
