/**
 * Remembers nonces for at least `keepMs` and at most twice as long, in two generations, so that forgetting costs nothing.
 * When full it says so instead of forgetting early: refusing is safe, forgetting would let a replay through.
 */
export class NonceCache {
  private current = new Set<string>();
  private previous = new Set<string>();
  private since = 0;

  constructor(
    private readonly keepMs: number,
    private readonly limit: number,
  ) {}

  use(nonce: string, now: number): 'fresh' | 'replayed' | 'busy' {
    if (now - this.since >= this.keepMs) {
      // after a long pause both generations are old
      this.previous = now - this.since >= 2 * this.keepMs ? new Set() : this.current;
      this.current = new Set();
      this.since = now;
    }
    if (this.current.has(nonce) || this.previous.has(nonce)) return 'replayed';
    if (this.current.size >= this.limit) return 'busy';
    this.current.add(nonce);
    return 'fresh';
  }

  get size(): number {
    return this.current.size + this.previous.size;
  }
}
