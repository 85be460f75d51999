/**
 * What a feed leaves for one subscriber until it is fetched. A reader that falls behind gets the newest full state in place of
 * what it missed, so that it never costs more memory than a few events.
 */
export class Mailbox<T> implements AsyncIterableIterator<T> {
  private readonly waiting: ((result: IteratorResult<T>) => void)[] = [];
  private events: T[] = [];
  private closed = false;

  constructor(
    private readonly most: number,
    private readonly full: () => T,
    private readonly onClose: () => void,
  ) {}

  put(event: T): void {
    if (this.closed) return;
    const taker = this.waiting.shift();
    if (taker) taker({done: false, value: event});
    else if (this.events.length < this.most) this.events.push(event);
    else this.events = [this.full()];
  }

  next(): Promise<IteratorResult<T>> {
    const event = this.events.shift();
    if (event !== undefined) return Promise.resolve({done: false, value: event});
    if (this.closed) return Promise.resolve({done: true, value: undefined});
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  return(): Promise<IteratorResult<T>> {
    if (!this.closed) {
      this.closed = true;
      this.events = [];
      for (const taker of this.waiting.splice(0)) taker({done: true, value: undefined});
      this.onClose();
    }
    return Promise.resolve({done: true, value: undefined});
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
