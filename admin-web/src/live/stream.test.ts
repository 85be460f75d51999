import type {Client, ClientOptions} from 'graphql-ws';
import {LiveStream, retryWait, socketUrl} from './stream';

interface Sink {
  next(value: unknown): void;
  error(error: unknown): void;
  complete(): void;
}

/** Stands for graphql-ws at its own border: what it was asked to do, and the sinks it was given. */
function scene(wall = false) {
  const clients: {options: ClientOptions; sinks: Sink[]; stopped: number; terminated: number}[] = [];
  const seen: unknown[] = [];
  const refused: unknown[] = [];
  const stream = new LiveStream<unknown>(
    {query: 'subscription { x }', variables: {}},
    {event: (data) => seen.push(data), refused: (errors) => refused.push(errors), connected: () => undefined},
    {
      url: 'ws://here/graphql',
      wall,
      create(options) {
        const client = {options, sinks: [] as Sink[], stopped: 0, terminated: 0};
        clients.push(client);
        return {
          on: () => () => undefined,
          subscribe: (_: unknown, sink: Sink) => {
            client.sinks.push(sink);
            return () => void client.stopped++;
          },
          iterate: () => {
            throw new Error('not used');
          },
          dispose: () => undefined,
          terminate: () => void client.terminated++,
        } as unknown as Client;
      },
    },
  );
  stream.start();
  return {stream, clients, seen, refused, last: () => clients.at(-1)!};
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('events are handed on, and the settings that survive every fault are set', () => {
  const {last, seen, stream} = scene();
  last().sinks[0]!.next({data: {x: 1}});
  expect(seen).toEqual([{x: 1}]);
  expect(last().options).toMatchObject({
    lazy: true,
    retryAttempts: Infinity,
    keepAlive: 5000,
    connectionAckWaitTimeout: 5000,
  });
  expect(last().options.shouldRetry!('any')).toBe(true);
  stream.stop();
});

test.each<[string, (sink: Sink) => void]>([
  ["the server's complete", (sink) => sink.complete()],
  ['a fatal close that graphql-ws does not retry', (sink) => sink.error({code: 4500, reason: 'fatal'})],
])('%s restarts the stream after two seconds', (_, end) => {
  const {clients, last, stream} = scene();
  end(last().sinks[0]!);
  jest.advanceTimersByTime(1_999);
  expect(clients).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(clients).toHaveLength(2);
  stream.stop();
});

test('fifteen seconds of silence restart everything, again and again, and an event puts it off', () => {
  const {clients, last, stream} = scene();
  jest.advanceTimersByTime(14_000);
  last().sinks[0]!.next({data: {}});
  jest.advanceTimersByTime(14_999);
  expect(clients).toHaveLength(1);
  jest.advanceTimersByTime(1);
  jest.advanceTimersByTime(15_000);
  expect(clients).toHaveLength(3);
  expect(clients[0]!.terminated).toBe(1);
  stream.stop();
});

test('a refusal is told, and asked again after ten seconds', () => {
  const {clients, last, refused, stream} = scene();
  last().sinks[0]!.error([{message: 'no', extensions: {code: 'NOT_PERMITTED'}}]);
  expect(refused).toHaveLength(1);
  jest.advanceTimersByTime(10_000);
  expect(clients).toHaveLength(2);
  stream.stop();
});

test('a new snapshot is asked of the same socket, and what the old operation still says is passed over', () => {
  const {clients, last, seen, stream} = scene();
  stream.resubscribe();
  last().sinks[0]!.next({data: 'old'});
  last().sinks[0]!.complete();
  jest.advanceTimersByTime(5_000);
  expect([clients.length, last().sinks.length, last().stopped, seen]).toEqual([1, 2, 1, []]);
  stream.stop();
});

test('a ping without its pong within four seconds cuts the socket', () => {
  const {last, stream} = scene();
  last().options.on!.ping!(false, undefined);
  jest.advanceTimersByTime(4_000);
  expect(last().terminated).toBe(1);
  last().options.on!.ping!(false, undefined);
  last().options.on!.pong!(true, undefined);
  jest.advanceTimersByTime(4_000);
  expect(last().terminated).toBe(1);
  stream.stop();
});

test('a stopped stream stays stopped', () => {
  const {clients, last, stream} = scene();
  last().sinks[0]!.complete();
  stream.stop();
  jest.advanceTimersByTime(60_000);
  expect(clients).toHaveLength(1);
});

test.each([true, false])('the socket of a wall says that it is one: %s', (wall) => {
  const {last, stream} = scene(wall);
  expect(last().options.connectionParams).toEqual(wall ? {wall: true} : {});
  stream.stop();
});

test('waits double up to three seconds, with jitter', () => {
  expect([0, 1, 2, 3, 4, 50].map((n) => retryWait(n, 0.5))).toEqual([250, 500, 1000, 2000, 3000, 3000]);
  expect(retryWait(9, 0)).toBeCloseTo(2_400);
  expect(retryWait(9, 1)).toBeCloseTo(3_600);
});

test.each([
  ['https:', 'wss://concours.example/graphql'],
  ['http:', 'ws://concours.example/graphql'],
])('a page over %s opens %s', (protocol, url) => {
  expect(socketUrl({protocol, host: 'concours.example'})).toBe(url);
});
