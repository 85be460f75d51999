import {Needs} from '@concours/kernel/needs';
import {Page, type PageOf} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Account} from '../accounts/account.js';
import type {AccountService} from '../accounts/account.service.js';
import {Grant} from '../grants/grant.js';
import {ApiKey, IssuedKey} from './api-key.js';
import {ApiKeyInput, ApiKeysArgs} from './key.inputs.js';
import type {KeyService} from './key.service.js';

const ApiKeyPage = Page(ApiKey, 'ApiKey');

@Resolver(() => ApiKey)
export class KeyResolver {
  constructor(
    private readonly keys: KeyService,
    private readonly accounts: AccountService,
  ) {}

  @Needs('own')
  @Query(() => [ApiKey], {
    description:
      'Your own keys, newest first, at most 50; those that have ended among them until you revoke them. For persons: NOT_SIGNED_IN, PERSON_NEEDED for a key.',
  })
  myKeys(@Ctx() {caller}: RequestContext): Promise<ApiKey[]> {
    return this.keys.own(caller);
  }

  @Needs('key.read')
  @Query(() => ApiKeyPage, {
    description: 'Keys of accounts at or below the places that you administer or audit, newest first.',
  })
  apiKeys(@Ctx() {caller}: RequestContext, @Args() args: ApiKeysArgs): Promise<PageOf<ApiKey>> {
    return this.keys.page(caller, args);
  }

  @Needs('own')
  @Mutation(() => IssuedKey, {
    description:
      'Makes a key for programs of yours (R120). Grants that you lose leave it at once, and it ends with your suspension. For persons: PERSON_NEEDED for a key. KEY_GRANT_NOT_YOURS, KEY_END_INVALID, KEY_NAME_TAKEN, KEYS_TOO_MANY.',
  })
  createKey(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => ApiKeyInput, {description: 'The key.'}) input: ApiKeyInput,
  ): Promise<IssuedKey> {
    return this.keys.create(caller, input);
  }

  @Needs('own', 'key.revoke', {at: 'the organisation of its owner'})
  @Mutation(() => Boolean, {
    description:
      'Ends a key, open sockets included, within seconds: one of your own, or one of an account at or below the places that you administer. NOT_PERMITTED for any other, whether there is one or not; PERSON_NEEDED for a key.',
  })
  revokeKey(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which key.'}) id: string,
  ): Promise<boolean> {
    return this.keys.revoke(caller, id);
  }

  @FieldResolver(() => Account, {nullable: true, description: 'Whose it is.'})
  owner(@Root() {accountId}: ApiKey, @Ctx() context: RequestContext): Promise<Account | null> {
    return context.load('visible account', accountId, (ids) => this.accounts.visible(context.caller, ids));
  }

  @FieldResolver(() => [Grant], {
    name: 'grants',
    description: 'What it may do at present: of the grants it was made with, those that its owner still holds.',
  })
  grantsOf(@Root() key: ApiKey, @Ctx() context: RequestContext): Promise<Grant[]> {
    return context.load('key grants', key, (keys) => this.keys.grantsOf(keys));
  }
}
