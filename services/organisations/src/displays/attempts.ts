interface Window {
  count: number;
  endsAt: number;
}

/** So many attempts in a quarter of an hour, by whatever they are counted. In this process only: several instances allow several times as many. */
export class Attempts {
  private static readonly windowMs = 15 * 60_000;
  private static readonly mostKeys = 20_000;
  /** In the order of their beginnings, which is also the order of their ends. */
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** Counts one; answers how many seconds to wait where there have been too many, else null. */
  take(key: string): number | null {
    const now = this.now();
    const window = this.windowOf(key, now);
    if (window.count >= this.most) return Math.ceil((window.endsAt - now) / 1_000);
    window.count++;
    return null;
  }

  /** It was no failure after all. */
  giveBack(key: string): void {
    const window = this.windows.get(key);
    if (window && window.count > 0) window.count--;
  }

  private windowOf(key: string, now: number): Window {
    const open = this.windows.get(key);
    if (open && open.endsAt > now) return open;
    this.windows.delete(key);
    const oldest = this.windows.keys().next();
    if (this.windows.size >= Attempts.mostKeys && !oldest.done) this.windows.delete(oldest.value);
    const fresh = {count: 0, endsAt: now + Attempts.windowMs};
    this.windows.set(key, fresh);
    return fresh;
  }
}
