import {Needs} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {CampaignDate, datesOf} from './campaign-date.js';
import {DateChange} from './date-change.js';
import type {DateConfirming} from './date-confirming.service.js';
import {Deadline} from './deadline.js';
import type {DateReading} from './date-reading.service.js';

@Resolver(() => Campaign)
export class CampaignDateResolver {
  constructor(
    private readonly reading: DateReading,
    private readonly confirming: DateConfirming,
  ) {}

  @FieldResolver(() => [CampaignDate], {
    description: 'Every date the definition names or leaves open, in its order; 2,000 at most.',
  })
  dates(@Root() campaign: Campaign): CampaignDate[] {
    return datesOf(campaign);
  }

  @FieldResolver(() => [Deadline], {
    description: 'What is due, the earliest first, what has no date last (R24, A13); 2,000 at most.',
  })
  deadlines(
    @Root() campaign: Campaign,
    @Arg('organisationId', () => ID, {
      nullable: true,
      description:
        'For this unit: with the earlier deadlines that bodies on the way to it have set (R127), as far as the caller may read what binds it.',
    })
    organisationId: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<Deadline[]> {
    return this.reading.deadlines(caller, campaign, organisationId);
  }

  @Needs('campaign.steer', {at: "the campaign's owner"})
  @Mutation(() => CampaignDate, {
    description:
      'Confirms a date that the definition leaves open, or takes back what was confirmed (A36, R22). What it begins or ends is released, and what hangs on it moves, here and in campaigns below. ' +
      'DATE_WRITTEN where the definition is exact; DATE_REVERSED; DATE_OUTSIDE_STATED and DATE_REASON_REQUIRED ask for a reason; DATE_NOT_CONFIRMED; VERSION_CONFLICT if the campaign changed meanwhile.',
  })
  async confirmDate(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('place', () => String, {description: 'As in CampaignDate.place.'}) place: string,
    @Arg('moment', () => String, {
      nullable: true,
      description:
        'A date, or a local date and time in the zone of the campaign, also T24:00; null takes back what was confirmed.',
    })
    moment: string | null,
    @Arg('reason', () => String, {
      nullable: true,
      description:
        'Why, in up to 500 characters; needed outside of the month that is written, and once the stage has opened.',
    })
    reason: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<CampaignDate> {
    const asked = {campaignId, place, moment: moment ?? null, reason: reason ?? null};
    return this.reading.dateOf(await this.confirming.confirm(caller, asked), place);
  }
}

@Resolver(() => CampaignDate)
export class DateHistoryResolver {
  constructor(private readonly reading: DateReading) {}

  @FieldResolver(() => [DateChange], {description: 'How it was settled, the newest first; the last 100 steps.'})
  history(@Root() date: CampaignDate): Promise<DateChange[]> {
    return this.reading.history(date);
  }
}
