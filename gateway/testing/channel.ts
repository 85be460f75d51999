/** What a test's subscriptions listen to: everything pushed reaches every listener, and their number can be asked. */
export class Channel<T> {
  private readonly listeners = new Set<{queue: T[]; wake?: () => void}>();
  /** How often anybody has begun to listen. */
  opened = 0;

  get listening(): number {
    return this.listeners.size;
  }

  push(event: T): void {
    for (const listener of this.listeners) {
      listener.queue.push(event);
      listener.wake?.();
    }
  }

  listen(first: T[]): AsyncIterableIterator<T> {
    const listener: {queue: T[]; wake?: () => void} = {queue: [...first]};
    this.listeners.add(listener);
    this.opened += 1;
    let ended = false;
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        while (listener.queue.length === 0 && !ended) await new Promise<void>((resolve) => (listener.wake = resolve));
        const value = listener.queue.shift();
        return value === undefined ? {done: true, value: undefined} : {done: false, value};
      },
      return: () => {
        ended = true;
        listener.wake?.();
        this.listeners.delete(listener);
        return Promise.resolve({done: true, value: undefined});
      },
    };
  }
}
