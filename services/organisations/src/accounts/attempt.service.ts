import {createHash} from 'node:crypto';
import type {Clock} from '@concours/kernel/clock';
import {isDuplicate, type Database} from '@concours/kernel/database';
import {In, LessThanOrEqual, MoreThan, type EntityManager} from 'typeorm';
import {attemptsThrottled} from './account.refusals.js';
import {Attempt} from './attempt.js';

const WINDOW_MS = 15 * 60_000;
const MOST_KEYS = 20_000;
/**
 * Failures allowed in a quarter of an hour. A pair of name and address gets few; a name from everywhere more, so that a
 * stranger can't lock its owner out with ten tries; an address most, since a whole factory shares one.
 */
const allowed = {pair: 10, name: 60, address: 300};

const COUNTED = {unaudited: 'how often somebody failed is forgotten after a quarter of an hour'};

interface Window {
  count: number;
  endsAt: number;
}

/** Who tries: a name as it is compared, with a word before it for what is tried, and the network address. */
export interface Trying {
  name: string;
  address: string;
}

/**
 * How often a password or a code may be guessed. This instance counts before it looks, so that guesses which arrive
 * together can't slip past; failures are counted for all instances, and only they: signing in rightly writes nothing here.
 */
export class AttemptService {
  /** In the order of their beginnings, which is also the order of their ends. */
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly database: Database,
    private readonly realTime: Clock,
  ) {}

  /** One guess: what `look` finds, null where it was wrong. Throws SIGN_IN_THROTTLED. */
  async guess<T>(trying: Trying, look: () => Promise<T | null>): Promise<T | null> {
    await this.take(trying);
    const found = await look();
    if (found === null) await this.failed(trying);
    else await this.succeeded(trying);
    return found;
  }

  /** Throws SIGN_IN_THROTTLED. */
  async take(trying: Trying): Promise<void> {
    const now = this.now();
    const keys = keysOf(trying);
    for (const {key, most} of keys) {
      const window = this.windowOf(key, now);
      if (window.count >= most) throw throttledUntil(window.endsAt, now);
      window.count++;
    }
    const known = {key: In(keys.map(({key}) => key)), endsAt: MoreThan(new Date(now))};
    for (const {key, count, endsAt} of await this.database.read.findBy(Attempt, known)) {
      const most = keys.find((each) => each.key === key)?.most ?? 0;
      if (count >= most) throw throttledUntil(endsAt.getTime(), now);
    }
  }

  /** After `take`: it was wrong. */
  async failed(trying: Trying): Promise<void> {
    const count = () => this.database.write((manager) => this.countIn(manager, keysOf(trying)), COUNTED);
    await count().catch((error: unknown) => {
      // two instances have begun the same count at once
      if (!isDuplicate(error)) throw error;
      return count();
    });
  }

  /** After `take`: it was right, so no failure; it forgives the pair's earlier ones. */
  private async succeeded(trying: Trying): Promise<void> {
    const [pair, ...others] = keysOf(trying).map(({key}) => key);
    const failures =
      (this.windows.get(pair)?.count ?? 0) > 1 || (await this.database.read.existsBy(Attempt, {key: pair}));
    this.windows.delete(pair);
    for (const key of others) {
      const window = this.windows.get(key);
      if (window && window.count > 0) window.count--;
    }
    if (failures) await this.database.write((manager) => manager.delete(Attempt, {key: pair}), COUNTED);
  }

  private async countIn(manager: EntityManager, keys: {key: string}[]): Promise<void> {
    const now = this.now();
    await manager.delete(Attempt, {endsAt: LessThanOrEqual(new Date(now))});
    for (const {key} of keys) {
      const {affected} = await manager.increment(Attempt, {key}, 'count', 1);
      if (!affected) await manager.insert(Attempt, {key, count: 1, endsAt: new Date(now + WINDOW_MS)});
    }
  }

  private windowOf(key: string, now: number): Window {
    const open = this.windows.get(key);
    if (open && open.endsAt > now) return open;
    this.windows.delete(key);
    const oldest = this.windows.keys().next();
    if (this.windows.size >= MOST_KEYS && !oldest.done) this.windows.delete(oldest.value);
    const fresh = {count: 0, endsAt: now + WINDOW_MS};
    this.windows.set(key, fresh);
    return fresh;
  }

  private now(): number {
    return this.realTime.now().getTime();
  }
}

const throttledUntil = (end: number, now: number) =>
  attemptsThrottled({retryAfterSeconds: Math.ceil((end - now) / 1_000)});

function keysOf({name, address}: Trying): {key: string; most: number}[] {
  const digest = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [
    {key: digest('pair', name, address), most: allowed.pair},
    {key: digest('name', name), most: allowed.name},
    {key: digest('address', address), most: allowed.address},
  ];
}
