import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, ID, Mutation, Query, Resolver} from 'type-graphql';
import {MadeLink, OpenedLink} from './account-link.js';
import {InvitationInput} from './link.inputs.js';
import type {LinkService} from './link.service.js';
import type {ResetRequestService} from './reset-request.service.js';

const TOKEN = 'What stands behind #token= in the link.';

@Resolver()
export class LinkResolver {
  constructor(
    private readonly links: LinkService,
    private readonly resets: ResetRequestService,
  ) {}

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => MadeLink, {
    description:
      'Makes an account for somebody who chooses the password themselves, by a link that is good for seven days and one use. It gets the roles named, which you must be able to hand out. ACCOUNT_NAME_TAKEN, ACCOUNT_NAME_INVALID, EMAIL_INVALID, PERSON_NEEDED for a key.',
  })
  inviteAccount(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => InvitationInput, {description: 'Who is to come.'}) input: InvitationInput,
  ): Promise<MadeLink> {
    return this.links.invite(caller, input);
  }

  @Needs('account.administer', {at: 'its place'})
  @Mutation(() => MadeLink, {
    description:
      'A new link to choose a password, for somebody who did not come in time (seven days) or has lost it (an hour). Not for accounts that hold what you could not hand out. ACCOUNT_IS_YOURS, PERSON_NEEDED for a key.',
  })
  makeAccountLink(
    @Ctx() {caller}: RequestContext,
    @Arg('accountId', () => ID, {description: 'Which account.'}) accountId: string,
  ): Promise<MadeLink> {
    return this.links.renew(caller, accountId);
  }

  @Needs(openTo.anybody)
  @Mutation(() => Boolean, {
    description:
      'Mails a link to choose a new password, if there is such an account and it has an address. Always true, and equally fast: it tells nobody whether there is. SIGN_IN_THROTTLED.',
  })
  async requestPasswordReset(
    @Ctx() {caller}: RequestContext,
    @Arg('nameOrEmail', () => String, {description: 'The name to sign in with, or the address for mail.'})
    nameOrEmail: string,
  ): Promise<boolean> {
    await this.resets.request(nameOrEmail, caller.address ?? '');
    return true;
  }

  @Needs(openTo.anybody)
  @Query(() => OpenedLink, {description: 'What a link is for. LINK_INVALID for one that can’t be used.'})
  accountLink(@Arg('token', () => String, {description: TOKEN}) token: string): Promise<OpenedLink> {
    return this.links.open(token);
  }

  @Needs(openTo.anybody)
  @Mutation(() => Boolean, {
    description:
      'Sets the password of the account that a link was made for, uses the link up and ends all sessions of the account. LINK_INVALID, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON, PASSWORD_IS_NAME.',
  })
  async choosePassword(
    @Ctx() {caller}: RequestContext,
    @Arg('token', () => String, {description: TOKEN}) token: string,
    @Arg('password', () => String, {description: 'At least 8 characters, at most 200 bytes.'}) password: string,
  ): Promise<boolean> {
    await this.links.choosePassword(caller, token, password);
    return true;
  }
}
