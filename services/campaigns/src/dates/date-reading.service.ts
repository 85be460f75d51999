import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notFound} from '@concours/kernel/refusal';
import type {Campaign} from '../campaigns/campaign.js';
import {type CampaignDate, datesOf} from './campaign-date.js';
import {DateChange} from './date-change.js';
import {type Deadline, deadlinesOf, type DeadlineSource} from './deadline.js';

/** A campaign's dates, as they are told to whoever may see the campaign. */
export class DateReading {
  constructor(
    private readonly database: Database,
    private readonly sources: readonly DeadlineSource[],
  ) {}

  dateOf(campaign: Campaign, place: string): CampaignDate {
    const date = datesOf(campaign).find((candidate) => candidate.place === place);
    if (!date) throw notFound();
    return date;
  }

  async deadlines(caller: Caller, campaign: Campaign, organisationId: string | null): Promise<Deadline[]> {
    const own = organisationId
      ? await Promise.all(this.sources.map((source) => source.deadlines(caller, campaign, organisationId)))
      : [];
    return deadlinesOf(campaign, own.flat());
  }

  history({campaignId, place}: CampaignDate): Promise<DateChange[]> {
    return this.database.read.find(DateChange, {where: {campaignId, place}, order: {id: 'DESC'}, take: 100});
  }
}
