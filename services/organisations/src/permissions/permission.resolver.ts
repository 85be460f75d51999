import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Args, Ctx, FieldResolver, Query, Resolver, Root} from 'type-graphql';
import {Account} from '../accounts/account.js';
import {PermissionQuestionArgs} from './permission.inputs.js';
import {AccountPermission, PermissionAnswer} from './permission.js';
import type {PermissionService} from './permission.service.js';

@Resolver(() => Account)
export class PermissionResolver {
  constructor(private readonly permissions: PermissionService) {}

  @Needs('own', 'account.read', {at: 'the place it is administered from'})
  @FieldResolver(() => [AccountPermission], {
    name: 'permissions',
    description:
      'Everything its roles permit today, and where. None of it counts while the account is suspended. Some acts have further rules of their own: nobody approves a report that they handed in.',
  })
  permissionsOf(@Root() {id}: Account, @Ctx() context: RequestContext): Promise<AccountPermission[]> {
    return context.load('account permissions', id, (ids) => this.permissions.ofAccounts(ids));
  }

  @Needs('own', 'account.read', {at: 'the place the account is administered from'})
  @Query(() => PermissionAnswer, {
    description:
      'Whether an account may do one thing at one place, because of which role, or what is missing and who could give it. NOT_FOUND for an account that you may not see.',
  })
  explainPermission(
    @Ctx() {caller}: RequestContext,
    @Args() question: PermissionQuestionArgs,
  ): Promise<PermissionAnswer> {
    return this.permissions.explain(caller, question);
  }
}
