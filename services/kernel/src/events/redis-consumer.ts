import {setTimeout as pause} from 'node:timers/promises';
import type {Redis} from 'ioredis';
import {newId} from '../ids.js';
import type {Logger} from '../log.js';
import type {Consumption} from './bus.js';
import {deliver} from './deliver.js';
import {Leash} from './leash.js';
import type {DomainEvent} from './event.js';
import {ensureGroup, forgetDeadConsumers, hasLostEntries, isMissingGroup} from './redis-groups.js';

export interface ConsumerParts extends Consumption {
  /** For everything that answers at once. */
  commands: Redis;
  /** For the read that waits: nothing else gets through on its connection. Closed by the consumer. */
  reading: Redis;
  keyOf: (type: string) => string;
  claimAfterMs: number;
  stopWithinMs: number;
  log: Logger;
}

type Entry = [id: string, fields: string[] | null];

const BATCH = 64;
const MAX_WAIT_MS = 2_000;

/** One instance's part in the consumer groups of its service. */
export class RedisConsumer {
  private readonly me = newId();
  private readonly keys: string[];
  private running: Promise<void> | undefined;
  private readonly leash = new Leash();
  private lookedAt = 0;

  constructor(private readonly i: ConsumerParts) {
    this.keys = i.types.map(i.keyOf);
  }

  async start(): Promise<void> {
    // a server that is down must not keep a service from starting: the groups are made when it is back
    await this.ensureGroups().catch((error: unknown) => this.i.log.warn({err: error}, 'no Redis to consume from yet'));
    this.running = this.run();
  }

  async stop(): Promise<void> {
    // ends the waiting read; what it may just have been given is claimed by others
    this.i.reading.disconnect();
    await this.leash.stop(this.i.stopWithinMs);
    await this.running;
  }

  private async run(): Promise<void> {
    let failing = false;
    while (!this.leash.stopped) {
      try {
        if (Date.now() - this.lookedAt >= this.i.claimAfterMs / 2) await this.lookAfter();
        await this.read();
        failing = false;
      } catch (error) {
        if (this.leash.stopped) return;
        if (isMissingGroup(error)) {
          // the server has lost its data; the groups start anew, and a replay brings what was in it
          this.i.log.warn({types: this.i.types}, 'the streams are gone and are made again');
          await this.ensureGroups().catch(() => undefined);
        } else if (!failing) {
          this.i.log.error({err: error}, 'events cannot be read and are tried again');
          failing = true;
        }
        await pause(100, undefined, {ref: false});
      }
    }
  }

  private async read(): Promise<void> {
    const {reading, service, claimAfterMs} = this.i;
    const wait = Math.max(10, Math.min(MAX_WAIT_MS, claimAfterMs / 2));
    const from = this.keys.map(() => '>');
    const answer = await reading.xreadgroup(
      'GROUP',
      service,
      this.me,
      'COUNT',
      BATCH,
      'BLOCK',
      wait,
      'STREAMS',
      ...this.keys,
      ...from,
    );
    const streams = (answer ?? []) as [string, Entry[]][];
    await Promise.all(streams.map(([key, entries]) => this.take(key, entries)));
  }

  /** Takes over what others were handed and did not acknowledge, and notices what the streams have lost. */
  private async lookAfter(): Promise<void> {
    const {commands, service, claimAfterMs, types} = this.i;
    for (const [index, key] of this.keys.entries()) {
      let cursor = '0-0';
      let trimmed = false;
      do {
        const answer = await commands.xautoclaim(key, service, this.me, claimAfterMs, cursor, 'COUNT', BATCH);
        const [next, entries, gone] = answer as [string, Entry[], string[]?];
        trimmed ||= (gone?.length ?? 0) > 0;
        await this.take(key, entries);
        cursor = next;
      } while (cursor !== '0-0' && !this.leash.stopped);
      if (trimmed || (await hasLostEntries(commands, key, service))) this.i.onGap?.([types[index]]);
      await forgetDeadConsumers(commands, key, service);
    }
    this.lookedAt = Date.now();
  }

  private async take(key: string, entries: Entry[]): Promise<void> {
    const {commands, service, handle, together, log} = this.i;
    const events: DomainEvent[] = [];
    const entryOf = new Map<string, string[]>();
    const done: string[] = [];
    for (const [id, fields] of entries) {
      const event = readEvent(fields);
      if (event) {
        events.push(event);
        entryOf.set(event.id, [...(entryOf.get(event.id) ?? []), id]);
      } else {
        done.push(id);
      }
    }
    const failed = await deliver(events, {handle, together, log, leash: this.leash});
    for (const [event, ids] of entryOf) if (!failed.has(event)) done.push(...ids);
    // not acknowledged: it stays with us until it is claimed, by us or by another instance
    if (done.length > 0) await commands.xack(key, service, ...done);
  }

  private async ensureGroups(): Promise<void> {
    const {commands, service, types, onGap} = this.i;
    const made = await Promise.all(this.keys.map((key) => ensureGroup(commands, key, service)));
    const missing = types.filter((_, index) => made[index]);
    if (missing.length > 0) onGap?.(missing);
  }
}

function readEvent(fields: string[] | null): DomainEvent | undefined {
  const text = fields?.[fields.indexOf('event') + 1];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as DomainEvent;
  } catch {
    // nobody could ever handle it
    return undefined;
  }
}
