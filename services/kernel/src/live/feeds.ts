import type {Logger} from '../log.js';
import {Feed, type FeedTimes, type LiveSource} from './feed.js';

/** The feeds of one process, by id: one for each thing that somebody watches. */
export class Feeds<S, E> {
  private readonly feeds = new Map<string, Feed<S, E>>();

  constructor(
    private readonly sourceOf: (id: string) => LiveSource<S, E>,
    private readonly times: FeedTimes,
    private readonly log: Logger,
  ) {}

  /** How many are watched. */
  get size(): number {
    return this.feeds.size;
  }

  subscribe(id: string): Promise<AsyncIterableIterator<E>> {
    let feed = this.feeds.get(id);
    if (!feed) {
      feed = new Feed(this.sourceOf(id), this.times, this.log, () => this.feeds.delete(id));
      this.feeds.set(id, feed);
    }
    return feed.join();
  }

  /** Something may have changed. Costs nothing where nobody watches. */
  hint(id: string): void {
    this.feeds.get(id)?.hint();
  }

  stop(): void {
    for (const feed of [...this.feeds.values()]) feed.end();
  }
}
