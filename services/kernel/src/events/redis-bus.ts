import {Redis} from 'ioredis';
import type {Logger} from '../log.js';
import {PublishIncomplete, type Bus} from './bus.js';
import type {DomainEvent} from './event.js';
import {STOP_WITHIN_MS} from './deliver.js';
import {RedisConsumer} from './redis-consumer.js';
import {RedisListeners} from './redis-listeners.js';

export interface RedisBusOptions {
  /** Begins every key, so that several installations can share a server. */
  prefix?: string;
  /** Handed out this long ago and not acknowledged: somebody else may have it. */
  claimAfterMs?: number;
  stopWithinMs?: number;
}

/** Per type; what a service could miss beyond this it gets by a replay. */
const KEEP = 100_000;

/** Redis Streams, one per type of event and a consumer group per service; listeners get theirs by publish/subscribe. */
export function redisBus(url: string, log: Logger, options: RedisBusOptions = {}): Bus {
  const {prefix = 'concours', claimAfterMs = 30_000, stopWithinMs = STOP_WITHIN_MS} = options;
  const keyOf = (type: string) => `${prefix}:events:${type}`;
  // a relay that waits is better off with an error: its rows stay unsent and come again
  const commands = connect(url, log, {commandTimeout: 5_000, maxRetriesPerRequest: 1});
  const consumers = new Set<RedisConsumer>();
  const listeners = new RedisListeners(() => connect(url, log, {}), keyOf, log);

  async function publish(events: DomainEvent[]): Promise<void> {
    if (events.length === 0) return;
    const pipeline = commands.pipeline();
    for (const event of events) {
      const text = JSON.stringify(event);
      pipeline.xadd(keyOf(event.type), 'MAXLEN', '~', KEEP, '*', 'event', text);
      pipeline.publish(keyOf(event.type), text);
    }
    const answers = (await pipeline.exec()) ?? [];
    const lost = events.filter((_, index) => answers[2 * index]?.[0] !== null);
    if (lost.length === 0) return;
    log.warn({err: answers[2 * events.indexOf(lost[0])]?.[0], events: lost.length}, 'Redis did not take events');
    throw new PublishIncomplete(new Set(lost.map((event) => event.id)));
  }

  return {
    publish,
    consume: async (i) => {
      const reading = connect(url, log, {maxRetriesPerRequest: null});
      const consumer = new RedisConsumer({...i, commands, reading, keyOf, claimAfterMs, stopWithinMs, log});
      consumers.add(consumer);
      await consumer.start();
      return async () => {
        await consumer.stop();
        consumers.delete(consumer);
      };
    },
    listen: (i) => listeners.listen(i),
    close: async () => {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      listeners.close();
      commands.disconnect();
    },
  };
}

function connect(
  url: string,
  log: Logger,
  options: {commandTimeout?: number; maxRetriesPerRequest?: number | null},
): Redis {
  const redis = new Redis(url, {
    connectTimeout: 5_000,
    disconnectTimeout: 200,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 2_000),
    ...options,
  });
  let down = false;
  redis.on('error', (error: Error) => {
    // ioredis reports every attempt to reconnect; one line an outage is enough
    if (!down) log.warn({err: error}, 'Redis is not reachable');
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info('Redis is reachable again');
    down = false;
  });
  return redis;
}
