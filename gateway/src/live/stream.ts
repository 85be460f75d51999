import {GraphQLError, type ExecutionResult, type FormattedExecutionResult, type GraphQLFormattedError} from 'graphql';
import type {Membership} from './membership.js';
import {MergedSnapshot} from './snapshot.js';
import type {Upstream, UpstreamRequest} from './upstream.js';

export interface StreamParts {
  responseName: string;
  mergeable: boolean;
  open(handlers: Pick<UpstreamRequest, 'onEvent' | 'onRefused'>): Upstream;
  hydrate(event: ExecutionResult): Promise<FormattedExecutionResult>;
  /** The last one has left, or the service refused: nothing of the stream is left to join. */
  onEnd(): void;
  /** How long a stream waits for somebody new after its last listener; a page that reloads finds it warm. */
  lingerMs: number;
}

/** Events under way at a time. A service that answers slowly delays them; beyond this they are given up for a snapshot. */
const mostUnderWay = 32;
const shortestReopenMs = 1_000;
const longestReopenMs = 3_000;

/** One upstream and everybody who listens to it: an event is hydrated once, written once and sent to all. */
export class LiveStream {
  private readonly members = new Set<Membership>();
  private readonly snapshot: MergedSnapshot;
  private readonly upstream: Upstream;
  private underWay = 0;
  private order: Promise<void> = Promise.resolve();
  private reopening?: NodeJS.Timeout;
  private reopenWaitMs = shortestReopenMs;
  private lingering?: NodeJS.Timeout;
  private ended = false;

  constructor(private readonly parts: StreamParts) {
    this.snapshot = new MergedSnapshot(parts.responseName);
    this.upstream = parts.open({
      onEvent: (event) => this.onEvent(event),
      onRefused: (errors) => this.onRefused(errors),
    });
  }

  get size(): number {
    return this.members.size;
  }

  /** The newest snapshot for a client that fell behind; asks for one when there is none. */
  readonly catchUp = (): string | undefined => {
    const payload = this.snapshot.payload();
    if (payload === undefined) this.reopenSoon();
    return payload;
  };

  join(member: Membership): void {
    clearTimeout(this.lingering);
    this.members.add(member);
    const payload = this.snapshot.payload();
    if (payload !== undefined) member.begin(payload);
    // Nobody before it and no event yet: the stream's own beginning is on its way.
    else if (this.members.size > 1) this.reopenSoon();
    if (!this.parts.mergeable) member.begin();
  }

  leave(member: Membership): void {
    if (!this.members.delete(member) || this.members.size > 0 || this.ended) return;
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => this.end(), this.parts.lingerMs);
  }

  private onEvent(event: ExecutionResult): void {
    if (this.underWay >= mostUnderWay) {
      this.snapshot.drop();
      return this.reopenSoon();
    }
    this.underWay += 1;
    const hydrated = this.parts.hydrate(event);
    // Fetched side by side, sent in order: counts must not be seen to run backwards.
    this.order = this.order.then(async () => {
      const result = await hydrated;
      this.underWay -= 1;
      if (!this.ended) this.publish(result);
    });
  }

  private publish(result: FormattedExecutionResult): void {
    const payload = JSON.stringify(result);
    const isSnapshot = this.parts.mergeable && kindOf(result, this.parts.responseName) === 'SNAPSHOT';
    if (this.parts.mergeable) {
      const whole = !result.errors && this.snapshot.take(result);
      if (whole) this.reopenWaitMs = isSnapshot ? shortestReopenMs : this.reopenWaitMs;
      else {
        // A join that failed would stay empty on the walls until its entry changes again.
        this.snapshot.drop();
        this.reopenSoon();
        // The whole event is lost, so there is nothing to show: a screen that is late is better than one that is empty.
        if (result.data == null) return;
      }
    }
    for (const member of this.members) {
      if (member.begun) member.send(payload);
      else if (isSnapshot) member.begin(payload);
    }
  }

  private reopenSoon(): void {
    if (this.reopening || this.ended || !this.parts.mergeable) return;
    this.reopening = setTimeout(() => {
      this.reopening = undefined;
      // Somebody's snapshot may have come in meanwhile by itself.
      if (!this.ended && this.snapshot.payload() === undefined) this.upstream.reopen();
    }, this.reopenWaitMs);
    this.reopenWaitMs = Math.min(this.reopenWaitMs * 2, longestReopenMs);
  }

  private onRefused(errors: readonly GraphQLFormattedError[]): void {
    for (const member of [...this.members])
      member.fail(errors.map(({message, extensions}) => new GraphQLError(message, {extensions})));
    this.end();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.reopening);
    clearTimeout(this.lingering);
    this.upstream.close();
    this.parts.onEnd();
    for (const member of [...this.members]) member.finish();
    this.members.clear();
  }
}

function kindOf(result: FormattedExecutionResult, responseName: string): unknown {
  const event = result.data?.[responseName];
  return typeof event === 'object' && event !== null && 'kind' in event ? event.kind : undefined;
}
