import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root} from 'type-graphql';
import type {SecondFactorService} from '../factors/second-factor.service.js';
import {Account} from './account.js';
import {ProfileInput} from './account.inputs.js';
import type {ProfileService} from './profile.service.js';

@Resolver(() => Account)
export class ProfileResolver {
  constructor(
    private readonly profiles: ProfileService,
    private readonly factors: SecondFactorService,
  ) {}

  @Needs(openTo.own)
  @Mutation(() => Account, {
    description:
      'Changes what you say of yourself; what is left out stays, null takes it away. EMAIL_INVALID, PHONE_INVALID, PASSWORD_WRONG for another address without the password, PERSON_NEEDED for a key.',
  })
  updateProfile(
    @Ctx() {caller}: RequestContext,
    @Arg('input', () => ProfileInput, {description: 'What changes.'}) input: ProfileInput,
  ): Promise<Account> {
    return this.profiles.change(caller, input);
  }

  @Needs(openTo.own)
  @Mutation(() => Account, {
    description:
      'Changes your password and ends your other sessions. PASSWORD_WRONG, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON, PASSWORD_IS_NAME, SIGN_IN_THROTTLED, PERSON_NEEDED for a key.',
  })
  changePassword(
    @Ctx() {caller}: RequestContext,
    @Arg('current', () => String, {description: 'The present one.'}) current: string,
    @Arg('next', () => String, {description: 'At least 8 characters, at most 200 bytes.'}) next: string,
  ): Promise<Account> {
    return this.profiles.changePassword(caller, {current, next});
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its address for mail: in full to its owner, such as `a***@b.cn` to everybody else who sees it.',
  })
  email(@Root() account: Account, @Ctx() {caller}: RequestContext): string | null {
    return this.profiles.emailFor(caller, account);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its telephone number: in full to its owner, such as `138****5678` to everybody else who sees it.',
  })
  phone(@Root() account: Account, @Ctx() {caller}: RequestContext): string | null {
    return this.profiles.phoneFor(caller, account);
  }

  @FieldResolver(() => Boolean, {description: 'Whether signing in asks for a code beside the password.'})
  secondFactor(@Root() {id}: Account, @Ctx() context: RequestContext): Promise<boolean> {
    return context.load('second factor', id, (ids) => this.factors.areOn(ids));
  }

  @FieldResolver(() => Int, {nullable: true, description: 'How many recovery codes are left; to its owner only.'})
  recoveryCodesLeft(@Root() {id}: Account, @Ctx() {caller}: RequestContext): Promise<number> | null {
    return caller.kind === 'account' && caller.id === id ? this.factors.codesLeft(id) : null;
  }
}
