import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs, openTo} from '@concours/kernel/needs';
import {Page} from '@concours/kernel/page';
import type {BilingualText, Refusal} from '@concours/kernel/refusal';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Organisation} from '../organisations/organisation.js';
import {Reminder} from './reminder.js';
import {ReminderInput, RemindersArgs} from './reminder.inputs.js';
import type {ReminderReading} from './reminder-reading.service.js';
import {reminderRuleOf} from './reminder.rules.js';
import type {Reminders} from './reminder.service.js';

@ObjectType({description: 'A page of reminders, newest first.'})
export class ReminderPage extends Page(Reminder, 'Reminder') {}

@ObjectType({description: 'A unit that got no reminder, and by which rule.'})
export class ReminderRefusal {
  @Field(() => Organisation, {description: 'The unit.'})
  organisation: Organisation;

  @Field(() => String, {description: 'Why, as a code: REMINDER_LIMIT, REMINDER_UNIT_OUTSIDE, REMINDER_UNIT_CLOSED.'})
  code: string;

  @Field(() => Date, {nullable: true, description: 'From when it may get one again; null where it never does.'})
  nextAt: Date | null;

  private text: BilingualText;

  static of({organisationId, refusal}: {organisationId: string; refusal: Refusal}): ReminderRefusal {
    const {nextAt} = refusal.extensions.facts as {nextAt?: string | null};
    return Object.assign(new ReminderRefusal(), {
      organisation: Organisation.of(organisationId),
      code: refusal.code,
      nextAt: nextAt ? new Date(nextAt) : null,
      text: refusal.extensions.text,
    });
  }

  @Field(() => String, {description: 'Why, in words; names the rule.'})
  message(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

@ObjectType({description: 'To whom a reminder went, and to whom it did not.'})
export class ReminderResult {
  @Field(() => [Reminder], {description: 'What was sent.'})
  sent: Reminder[];

  @Field(() => [ReminderRefusal], {description: 'What was not, unit by unit.'})
  refused: ReminderRefusal[];
}

@ObjectType({description: 'How a campaign may remind units (R112): the platform keeps it.'})
export class ReminderPolicy {
  @Field(() => Int, {description: 'At most so many to a unit in any seven days; 0: none at all.'})
  perUnitPerWeek: number;

  @Field(() => String, {description: "When the working hours begin, HH:MM in the campaign's zone; Monday to Friday."})
  from: string;

  @Field(() => String, {description: 'Their last minute, HH:MM.'})
  until: string;

  @Field(() => Date, {
    nullable: true,
    description: 'From when on one may be sent: now, or the next working hours; null where none may.',
  })
  nextAt: Date | null;
}

@Resolver(() => Reminder)
export class ReminderResolver {
  constructor(
    private readonly service: Reminders,
    private readonly reading: ReminderReading,
    private readonly campaigns: Campaigns,
  ) {}

  @Needs(openTo.anybody)
  @Query(() => [Reminder], {
    description:
      'Reminders that wait at the units where the caller hands things in (reminder.acknowledge), newest first, 50 at most. Nobody else has any.',
  })
  alerts(@Ctx() {caller}: RequestContext): Promise<Reminder[]> {
    return this.reading.waiting(caller);
  }

  @Needs('reminder.read', {at: 'the unit'})
  @Query(() => ReminderPage, {description: "A campaign's reminders that the caller may see, newest first."})
  reminders(
    @Args() {campaignId, organisationId, first, after}: RemindersArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<ReminderPage> {
    return this.reading.page(caller, {campaignId, organisationId, first, after});
  }

  @Needs('reminder.send', {at: 'a body above each of the units'})
  @Mutation(() => ReminderResult, {
    description:
      "Reminds units, by the campaign's burden rules (R112): REMINDERS_OFF, REMINDER_NOT_WORKING_DAY and REMINDER_NOT_WORKING_HOURS{rule, from, until, zone, nextAt} for the whole; " +
      'for each unit REMINDER_LIMIT, REMINDER_UNIT_OUTSIDE or REMINDER_UNIT_CLOSED in the answer.',
  })
  async sendReminder(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('input', () => ReminderInput, {description: 'To whom, and what.'}) input: ReminderInput,
    @Ctx() {caller}: RequestContext,
  ): Promise<ReminderResult> {
    const {sent, refused} = await this.service.send(caller, campaignId, input);
    return {sent, refused: refused.map(ReminderRefusal.of)};
  }

  @Needs('reminder.acknowledge', {at: 'the unit'})
  @Mutation(() => Reminder, {description: 'Puts a reminder away, for the whole unit. Again: changes nothing.'})
  acknowledgeReminder(
    @Arg('id', () => ID, {description: 'The reminder.'}) id: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<Reminder> {
    return this.service.acknowledge(caller, id);
  }

  @FieldResolver(() => Campaign, {description: 'The campaign it belongs to.'})
  async campaign(@Root() {campaignId}: Reminder, @Ctx() context: RequestContext): Promise<Campaign> {
    const all = (ids: readonly string[]) => this.campaigns.byIds(context.caller, ids);
    return (await context.load('campaigns of reminders', campaignId, all)) as Campaign;
  }
}

@Resolver(() => Campaign)
export class ReminderPolicyResolver {
  constructor(private readonly service: Reminders) {}

  @FieldResolver(() => ReminderPolicy, {description: 'How often and when units may be reminded (R112).'})
  reminderPolicy(@Root() campaign: Campaign): ReminderPolicy {
    return {...reminderRuleOf(campaign.document.policies), nextAt: this.service.nextAt(campaign)};
  }
}
