import type {ExecutionResult, GraphQLError} from 'graphql';
import type {Outlet} from './outlet.js';

/** `error` frames end an operation; graphql-ws writes them from what a source throws, one error at a time. */
type Ending = {kind: 'complete'} | {kind: 'error'; error: GraphQLError | undefined};

/**
 * One client's part in a stream. To graphql-ws it is a source that yields nothing and ends some time: the frames go
 * straight to the socket, written once for everybody, while the protocol around them stays the library's.
 */
export class Membership implements AsyncGenerator<ExecutionResult, void, void> {
  begun = false;
  private ending?: Ending;
  private wake?: () => void;

  constructor(
    private readonly outlet: Outlet,
    private readonly onLeave: (member: Membership) => void,
  ) {}

  /** From now on it gets events; with a snapshot first where the stream has such. */
  begin(payload?: string): void {
    this.begun = true;
    if (payload !== undefined) this.outlet.send(payload);
  }

  send(payload: string): void {
    this.outlet.send(payload);
  }

  finish(): void {
    this.end({kind: 'complete'});
  }

  fail(errors: readonly GraphQLError[]): void {
    this.end({kind: 'error', error: errors[0]});
  }

  private end(ending: Ending): void {
    this.ending ??= ending;
    this.onLeave(this);
    this.wake?.();
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    while (!this.ending) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.ending.kind === 'error' && this.ending.error) throw this.ending.error;
    return {done: true, value: undefined};
  }

  return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.finish();
    return Promise.resolve({done: true, value: undefined});
  }

  throw(): Promise<IteratorResult<ExecutionResult, void>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
