import type {Redis} from 'ioredis';
import type {Logger} from '../log.js';
import type {Stop} from './bus.js';
import type {DomainEvent} from './event.js';

interface Listener {
  channels: string[];
  handle: (e: DomainEvent) => void;
}

/** One subscribed connection for all listeners of a process, made when the first one comes. */
export class RedisListeners {
  private readonly listeners = new Set<Listener>();
  private connection: Redis | undefined;

  constructor(
    private readonly connect: () => Redis,
    private readonly channelOf: (type: string) => string,
    private readonly log: Logger,
  ) {}

  async listen(i: {types: string[]; handle: (e: DomainEvent) => void}): Promise<Stop> {
    const listener = {channels: i.types.map(this.channelOf), handle: i.handle};
    this.listeners.add(listener);
    await this.subscribed().subscribe(...listener.channels);
    return async () => {
      this.listeners.delete(listener);
      const unused = listener.channels.filter(
        (channel) => ![...this.listeners].some((other) => other.channels.includes(channel)),
      );
      if (unused.length > 0 && this.connection) await this.connection.unsubscribe(...unused);
    };
  }

  close(): void {
    this.listeners.clear();
    this.connection?.disconnect();
  }

  private subscribed(): Redis {
    this.connection ??= this.connect().on('message', (channel: string, text: string) => this.spread(channel, text));
    return this.connection;
  }

  private spread(channel: string, text: string): void {
    for (const {channels, handle} of this.listeners) {
      if (!channels.includes(channel)) continue;
      try {
        handle(JSON.parse(text) as DomainEvent);
      } catch (error) {
        this.log.error({err: error, channel}, 'a listener threw');
      }
    }
  }
}
