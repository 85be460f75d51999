/** Ends work that is going on: asks it to, waits for it, and after a while leaves it to itself. */
export class Leash {
  stopped = false;
  private readonly abandon = new Set<() => void>();
  private readonly idle = new Set<() => void>();

  /** Settles as the work does; rejects when the leash is let go. */
  hold<T>(work: Promise<T>): Promise<T> {
    // a set, not Promise.race: racing every event against one long-lived promise would keep all of them in memory
    return new Promise<T>((resolve, reject) => {
      const abandon = () => reject(new Error('given up while stopping'));
      this.abandon.add(abandon);
      work.then(resolve, reject).finally(() => {
        this.abandon.delete(abandon);
        if (this.abandon.size === 0) this.idle.forEach((tell) => tell());
      });
    });
  }

  async stop(withinMs: number): Promise<void> {
    this.stopped = true;
    if (this.abandon.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.idle.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.abandon.forEach((abandon) => abandon());
  }
}
