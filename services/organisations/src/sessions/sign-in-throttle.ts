import {signInThrottled} from './session.refusals.js';

const WINDOW_MS = 15 * 60_000;
const MOST_KEYS = 20_000;

/**
 * Failures allowed in a quarter of an hour. A pair of name and address gets few; a name from everywhere more, so that a
 * stranger can't lock its owner out with ten tries; an address most, since a whole factory shares one.
 */
const allowed = {pair: 10, name: 60, address: 300};

interface Window {
  count: number;
  endsAt: number;
}

/** Counts in this process only: several instances allow several times as much, which argon2's cost still bounds. */
export class SignInThrottle {
  /** In the order of their beginnings, which is also the order of their ends. */
  private readonly windows = new Map<string, Window>();

  constructor(private readonly now: () => number) {}

  /** `account` as it is compared. Counts an attempt before its password is looked at, so that parallel ones can't slip past together. */
  take(account: string, address: string): void {
    const now = this.now();
    for (const {key, most} of keysOf(account, address)) {
      const window = this.windowOf(key, now);
      if (window.count >= most) throw signInThrottled({retryAfterSeconds: Math.ceil((window.endsAt - now) / 1_000)});
      window.count++;
    }
  }

  /** A success was no failure; it forgives the pair's earlier ones. */
  succeeded(account: string, address: string): void {
    const [pair, ...others] = keysOf(account, address);
    this.windows.delete(pair.key);
    for (const {key} of others) {
      const window = this.windows.get(key);
      if (window && window.count > 0) window.count--;
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
}

function keysOf(account: string, address: string): {key: string; most: number}[] {
  return [
    {key: JSON.stringify([account, address]), most: allowed.pair},
    {key: `name ${account}`, most: allowed.name},
    {key: `address ${address}`, most: allowed.address},
  ];
}
