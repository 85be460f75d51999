import {Needs} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {BindingDates} from './binding-date.service.js';
import {BindingDate, ForwardingPage} from './forwarded-date.js';
import {Forwarding} from './forwarding.js';
import {ForwardingInput, LetterInput, OwnDateInput} from './forwarding.inputs.js';
import type {ForwardingReading} from './forwarding-reading.service.js';
import type {Forwardings} from './forwarding.service.js';

const CAMPAIGN = "The notice's campaign.";

@Resolver(() => Forwarding)
export class ForwardingResolver {
  constructor(
    private readonly service: Forwardings,
    private readonly reading: ForwardingReading,
    private readonly binding: BindingDates,
    private readonly campaigns: Campaigns,
  ) {}

  @Needs('notice.track', 'campaign.prepare', {at: "the unit, one above or below it; or the campaign's owner"})
  @Query(() => ForwardingPage, {description: 'Who has sent a notice on, of those that the caller has to do with.'})
  forwardings(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<ForwardingPage> {
    return this.reading.page(caller, campaignId, page);
  }

  @Needs('notice.track', 'campaign.prepare', {at: "the unit, or the campaign's owner"})
  @Query(() => [BindingDate], {
    description:
      'By when a unit has to hand things in, with what it and every body above it have set for those below (R127).',
  })
  bindingDates(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('organisationId', () => ID, {description: 'The unit.'}) organisationId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<BindingDate[]> {
    return this.binding.of(caller, campaignId, organisationId);
  }

  @Needs('notice.forward', {at: 'the unit'})
  @Mutation(() => [Forwarding], {
    description:
      'Sends one or more notices on to the units below, in one letter (R9): all of them or none. NOTICE_NOT_ADDRESSED, FORWARDING_EXISTS; ' +
      'FORWARDING_DATE_LATER for a date later than what binds above, FORWARDING_DATE_UNKNOWN.',
  })
  forwardNotice(
    @Arg('input', () => ForwardingInput, {description: 'The letter.'}) input: ForwardingInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<Forwarding[]> {
    return this.service.forward(caller, input);
  }

  @Needs('notice.forward', {at: 'the unit'})
  @Mutation(() => Forwarding, {
    description:
      'Changes what a letter says and the dates it sets for one of its notices. FORWARDING_DATE_LATER as when it was sent; VERSION_CONFLICT if ' +
      'somebody else was faster.',
  })
  amendForwarding(
    @Arg('id', () => ID, {description: 'The forwarding.'}) id: string,
    @Arg('version', () => Int, {description: 'The version that was read.'}) version: number,
    @Arg('input', () => LetterInput, {description: 'What the letter says now.'}) input: LetterInput,
    @Arg('dates', () => [OwnDateInput], {description: 'All dates it sets now; 50 at most.'}) dates: OwnDateInput[],
    @Ctx() {caller}: RequestContext,
  ): Promise<Forwarding> {
    return this.service.amend(caller, id, version, input, dates);
  }

  @FieldResolver(() => Campaign, {description: 'The campaign whose notice it is.'})
  async campaign(@Root() {campaignId}: Forwarding, @Ctx() context: RequestContext): Promise<Campaign> {
    return (await context.load('campaign of a forwarding', campaignId, (ids) =>
      this.campaigns.byIds(context.caller, ids),
    )) as Campaign;
  }

  @FieldResolver(() => Forwarding, {nullable: true, description: 'What it was sent on from; null: the notice itself.'})
  above(@Root() {aboveId}: Forwarding, @Ctx() {caller}: RequestContext): Promise<Forwarding | null> {
    return aboveId === null ? Promise.resolve(null) : this.reading.one(caller, aboveId).catch(() => null);
  }

  @FieldResolver(() => [Campaign], {description: 'The campaigns whose notices were sent on in the same letter.'})
  together(@Root() {letterId}: Forwarding, @Ctx() {caller}: RequestContext): Promise<Campaign[]> {
    return this.reading.inLetter(caller, letterId);
  }

  @FieldResolver(() => [BindingDate], {description: 'The dates it sets, with what binds of each today.'})
  async dates(@Root() forwarding: Forwarding, @Ctx() context: RequestContext): Promise<BindingDate[]> {
    return this.binding.set(await this.campaign(forwarding, context), forwarding);
  }
}
