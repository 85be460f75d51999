/**
 * One reader's place in a feed: a single slot. When a second event comes before the first was taken, the reader has fallen behind,
 * and gets the whole state instead of what was in between; so a slow reader costs no memory and sees no gap.
 */
export class Mailbox<E> implements AsyncIterableIterator<E> {
  private slot: E | 'BEHIND' | undefined;
  private waiting: ((result: IteratorResult<E>) => void) | undefined;
  private closed = false;

  constructor(
    private readonly parts: {whole: () => E; onClose: () => void},
    first: E,
  ) {
    this.slot = first;
  }

  push(event: E): void {
    if (this.closed) return;
    if (this.waiting) {
      const deliver = this.waiting;
      this.waiting = undefined;
      deliver({value: event, done: false});
    } else this.slot = this.slot === undefined ? event : 'BEHIND';
  }

  next(): Promise<IteratorResult<E>> {
    if (this.closed) return Promise.resolve({value: undefined, done: true});
    const {slot} = this;
    if (slot === undefined) return new Promise((resolve) => (this.waiting = resolve));
    this.slot = undefined;
    return Promise.resolve({value: slot === 'BEHIND' ? this.parts.whole() : slot, done: false});
  }

  return(): Promise<IteratorResult<E>> {
    if (!this.closed) {
      this.closed = true;
      this.waiting?.({value: undefined, done: true});
      this.parts.onClose();
    }
    return Promise.resolve({value: undefined, done: true});
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<E> {
    return this;
  }
}
