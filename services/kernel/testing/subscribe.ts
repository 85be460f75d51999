import {parse, subscribe as subscribeTo, type ExecutionResult} from 'graphql';
import type {Subgraph} from '../src/subgraph.js';
import {contextOf, type Data, type Operation} from './execute.js';

export interface Stream {
  /** The next event's data; fails when none comes in time, or when it brings errors. */
  next(timeout?: number): Promise<Data>;
  stop(): Promise<void>;
}

/** Subscribes and queues what comes, so that a test asks for it when it likes. */
export async function subscribe({subgraph}: {subgraph: Subgraph}, i: Operation): Promise<Stream> {
  const document = parse(i.query);
  const contextValue = contextOf(i);
  const source = await subscribeTo({schema: subgraph.schema, document, variableValues: i.variables, contextValue});
  if (!(Symbol.asyncIterator in source)) throw new Error(`refused: ${JSON.stringify(source.errors)}\n${i.query}`);
  return queueOf(source);
}

/** Starts pulling at once: what happens before the first `next` is not missed. */
export function queueOf(source: AsyncIterable<ExecutionResult>): Stream {
  const iterator = source[Symbol.asyncIterator]();
  const queue: ExecutionResult[] = [];
  let over: {error?: unknown} | undefined;
  let notify: () => void = () => undefined;
  const pull = async () => {
    try {
      for (let item = await iterator.next(); !item.done; item = await iterator.next()) {
        queue.push(item.value);
        notify();
      }
      over = {};
    } catch (error) {
      over = {error};
    }
    notify();
  };
  void pull();
  return {
    next: async (timeout = 2_000) => {
      if (queue.length === 0 && !over) await arrival(timeout, (wake) => (notify = wake));
      const item = queue.shift();
      if (!item) throw over?.error ?? new Error('the stream has ended');
      if (item.errors) throw new Error(`the event brings errors: ${JSON.stringify(item)}`);
      return JSON.parse(JSON.stringify(item.data)) as Data;
    },
    stop: async () => void (await iterator.return?.()),
  };
}

function arrival(timeout: number, onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no event within ${timeout} ms`)), timeout);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
