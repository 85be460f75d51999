/** Saves what is typed, within a second, one save at a time; never over somebody else's version. Plain: no graph, no screen. */
export type SaveState = 'clean' | 'local' | 'pending' | 'saving' | 'saved' | 'failed' | 'refused' | 'conflict';

export interface Saved {
  id: string;
  version: number;
}

export interface AutosaveParts<T> {
  /** Throws what `classify` knows how to read. */
  save(value: T, at: Saved | null): Promise<Saved>;
  /** False while the value can't be accepted yet: it is then only kept on this device. */
  complete(value: T): boolean;
  /** `conflict`: somebody was faster. `refused`: trying the same again won't help. `failed`: it may. */
  classify(error: unknown): 'conflict' | 'refused' | 'failed';
  keep(value: T | null): void;
  changed(state: SaveState, error?: unknown): void;
}

export const TYPING_MS = 600;
const RETRY_MS = 5_000;

export class Autosave<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: {value: T} | null = null;
  private running: Promise<void> | null = null;
  private held = false;

  constructor(
    private readonly parts: AutosaveParts<T>,
    public at: Saved | null,
  ) {}

  change(value: T): void {
    this.waiting = {value};
    this.parts.keep(value);
    clearTimeout(this.timer);
    if (this.held) return;
    if (!this.parts.complete(value)) return this.parts.changed('local');
    this.parts.changed('pending');
    this.timer = setTimeout(() => void this.flush(), TYPING_MS);
  }

  /** Everything typed is saved, or the state says why not. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    while (this.waiting && !this.held && this.parts.complete(this.waiting.value)) {
      const {value} = this.waiting;
      this.waiting = null;
      this.running = this.attempt(value);
      await this.running;
      this.running = null;
      if (this.waiting === null || this.retrying) break;
    }
  }

  private retrying = false;

  private async attempt(value: T): Promise<void> {
    this.parts.changed('saving');
    this.retrying = false;
    try {
      this.at = await this.parts.save(value, this.at);
      if (this.waiting) return;
      this.parts.keep(null);
      this.parts.changed('saved');
    } catch (error) {
      const kind = this.parts.classify(error);
      this.waiting ??= {value};
      this.retrying = true;
      if (kind === 'conflict') this.held = true;
      if (kind === 'failed') this.timer = setTimeout(() => void this.flush(), RETRY_MS);
      this.parts.changed(kind, error);
    }
  }

  /** After a conflict: what is here goes on top of the version that was found. */
  async overwrite(version: number): Promise<void> {
    if (!this.at) return;
    this.at = {...this.at, version};
    this.held = false;
    await this.flush();
  }

  /** After a conflict: what is here is dropped in favour of the version that was found. */
  drop(version: number): void {
    if (this.at) this.at = {...this.at, version};
    this.waiting = null;
    this.held = false;
    this.parts.keep(null);
    this.parts.changed('clean');
  }

  get settled(): boolean {
    return this.waiting === null && this.running === null;
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
