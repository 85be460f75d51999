import type {FormattedExecutionResult} from 'graphql';

type Fields = Record<string, unknown>;

/**
 * What a screen that joins now has to know: the last snapshot with every later delta laid over it. Deltas carry absolute
 * counts, so the later one wins. Absent until the first snapshot, and after an event that can't be laid over.
 */
export class MergedSnapshot {
  private event?: Fields;
  private entries = new Map<unknown, unknown>();
  private written?: string;

  constructor(private readonly responseName: string) {}

  /** Answers whether the stream still has a snapshot to give to those who join. */
  take(result: FormattedExecutionResult): boolean {
    const event = result.data?.[this.responseName];
    if (!isFields(event)) return this.drop();
    const {kind, entries} = event;
    const listed = Array.isArray(entries) ? entries : [];
    if (kind === 'SNAPSHOT') this.entries = new Map();
    else if (!this.event || this.event.epoch !== event.epoch) return this.drop();
    else if (kind !== 'DELTA' && kind !== 'CORRECTION' && kind !== 'HEARTBEAT') return this.drop();

    for (const entry of listed) {
      // A null stands where an entry could not be read: the next snapshot will have it.
      if (!isFields(entry)) return this.drop();
      this.entries.set(entry.id, entry);
    }
    this.event = kind === 'HEARTBEAT' ? {...this.event, ...given(event)} : {...this.event, ...event};
    this.written = undefined;
    return true;
  }

  /** The payload to send, written once however many join. */
  payload(): string | undefined {
    if (!this.event) return undefined;
    this.written ??= JSON.stringify({
      data: {[this.responseName]: {...this.event, kind: 'SNAPSHOT', entries: [...this.entries.values()]}},
    });
    return this.written;
  }

  drop(): false {
    this.event = undefined;
    this.written = undefined;
    this.entries.clear();
    return false;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A heartbeat only says where the stream stands: what it leaves empty has not become empty. */
const standing = ['epoch', 'revision', 'takenAt'];

function given(event: Fields): Fields {
  return Object.fromEntries(standing.filter((name) => event[name] != null).map((name) => [name, event[name]]));
}
