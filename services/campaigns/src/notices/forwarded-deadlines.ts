import type {Caller} from '@concours/kernel/identity';
import type {Campaign} from '../campaigns/campaign.js';
import {DateStatus} from '../dates/campaign-date.js';
import {deadlinesOf, type DeadlineSource, type OwnDeadline} from '../dates/deadline.js';
import type {BindingDates} from './binding-date.service.js';

/** What the bodies on the way to a unit have brought forward when they sent the notice on (R127). */
export class ForwardedDeadlines implements DeadlineSource {
  constructor(private readonly binding: BindingDates) {}

  async deadlines(caller: Caller, campaign: Campaign, organisationId: string): Promise<OwnDeadline[]> {
    const dates = await this.binding.seenBy(caller, campaign, organisationId);
    // the campaign says what each is for; a place that it does not list is nothing that falls due
    const due = deadlinesOf(campaign, []);
    return dates.flatMap(({place, at, setBy, named}) => {
      const above = due.find((deadline) => deadline.place === place);
      if (!setBy || !above) return [];
      return [{name: named, place, at, kind: above.kind, trackKey: above.trackKey, status: DateStatus.EXACT}];
    });
  }
}
