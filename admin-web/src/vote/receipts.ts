/** A receipt as this browser keeps it, for its voter to look up later. */
export interface KeptReceipt {
  receipt: string;
  /** ISO 8601. */
  at: string;
  /** Numbers and titles, as they were then. */
  entries: {number: string; title: string}[];
}

/** As many as a voter of the longest contest has; the oldest go first. */
const MOST = 200;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Receipts {
  constructor(
    private readonly storage: Store,
    private readonly key: string,
  ) {}

  /** The newest first. */
  all(): KeptReceipt[] {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key) ?? '[]') as KeptReceipt[];
      return Array.isArray(kept) ? kept.filter(({receipt, at}) => typeof receipt === 'string' && !!at) : [];
    } catch {
      return [];
    }
  }

  /** Once, however often it was answered. */
  keep(kept: KeptReceipt): void {
    const others = this.all().filter(({receipt}) => receipt !== kept.receipt);
    this.storage.setItem(this.key, JSON.stringify([kept, ...others].slice(0, MOST)));
  }

  forget(): void {
    this.storage.removeItem(this.key);
  }
}
