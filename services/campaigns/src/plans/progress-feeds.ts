import type {Clock} from '@concours/kernel/clock';
import type {Logger} from '@concours/kernel/log';
import {notFound} from '@concours/kernel/refusal';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Plan} from './plan.js';
import type {Plans} from './plan.service.js';
import {type FeedTimes, ProgressFeed} from './progress-feed.js';
import type {PlanProgressEvent} from './quota-row.js';

/** One feed for each plan that somebody watches in this process. */
export class ProgressFeeds {
  private readonly feeds = new Map<string, ProgressFeed>();

  constructor(
    private readonly campaigns: Campaigns,
    private readonly plans: Plans,
    private readonly clock: Clock,
    private readonly times: FeedTimes,
    private readonly log: Logger,
  ) {}

  async subscribe(planId: string): Promise<AsyncIterableIterator<PlanProgressEvent>> {
    if (!(await this.load(planId))) throw notFound();
    let feed = this.feeds.get(planId);
    if (!feed) {
      feed = new ProgressFeed(
        () => this.load(planId),
        this.plans,
        this.clock,
        this.times,
        this.log,
        () => this.feeds.delete(planId),
      );
      this.feeds.set(planId, feed);
    }
    return feed.subscribe();
  }

  hint(campaignId: string): void {
    this.feeds.get(campaignId)?.hint();
  }

  stop(): void {
    for (const feed of [...this.feeds.values()]) feed.stop();
  }

  private async load(planId: string): Promise<Plan | null> {
    const [campaign] = await this.campaigns.byIds([planId]);
    return campaign && Plan.of(campaign);
  }
}
