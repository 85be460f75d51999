import {createLogger} from '../log.js';
import type {LiveSource} from './feed.js';
import {Feeds} from './feeds.js';

const times = {coalesceMs: 250, heartbeatMs: 2_000};

/** One number as the truth, and what is told of it. */
function numbers(more: Partial<LiveSource<number, string>> = {}) {
  const truth = {value: 0 as number | null, looks: 0, broken: false};
  const source: LiveSource<number, string> = {
    read: async () => {
      truth.looks++;
      if (truth.broken) throw new Error('the database is away');
      return truth.value;
    },
    whole: (state) => `whole ${state}`,
    change: (before, next) => (before === next ? null : `${before} to ${next}`),
    alive: () => 'alive',
    ...more,
  };
  const feeds = new Feeds(() => source, times, createLogger('test', {level: 'silent'}));
  return {truth, feeds, watch: async () => new Reader(await feeds.subscribe('a'))};
}

/** Takes whatever comes. */
class Reader {
  readonly heard: string[] = [];
  ended = false;

  constructor(private readonly stream: AsyncIterableIterator<string>) {
    void this.listen();
  }

  leave = () => this.stream.return!();

  private async listen(): Promise<void> {
    for await (const event of this.stream) this.heard.push(event);
    this.ended = true;
  }
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('everybody hears the whole first and then each change, read once for all', async () => {
  const {truth, feeds, watch} = numbers();
  const [one, two] = [await watch(), await watch()];
  for (let value = 1; value <= 3; value++) {
    truth.value = value;
    feeds.hint('a');
    await pass(250);
  }
  expect(one.heard).toEqual(['whole 0', '0 to 1', '1 to 2', '2 to 3']);
  expect(two.heard).toEqual(one.heard);
  expect(truth.looks).toBe(4);
});

test('many hints make few looks, and the last of them is not lost', async () => {
  const {truth, feeds, watch} = numbers();
  const reader = await watch();
  for (let value = 1; value <= 100; value++) {
    truth.value = value;
    feeds.hint('a');
    await pass(10);
  }
  await pass(250);
  expect(truth.looks).toBeLessThanOrEqual(1 + 1_250 / 250);
  expect(reader.heard.at(-1)).toMatch(/ to 100$/);
});

test('silence is broken by a sign of life, also while hints that say nothing new keep coming', async () => {
  const {feeds, watch} = numbers();
  const reader = await watch();
  await pass(4_000);
  expect(reader.heard).toEqual(['whole 0', 'alive', 'alive']);
  for (let i = 0; i < 400; i++) {
    feeds.hint('a');
    await pass(10);
  }
  expect(reader.heard).toEqual(['whole 0', 'alive', 'alive', 'alive', 'alive']);
});

test('what no hint told of is found with the next sign of life', async () => {
  const {truth, watch} = numbers();
  const reader = await watch();
  truth.value = 7;
  await pass(2_000);
  expect(reader.heard).toEqual(['whole 0', '0 to 7']);
});

test('what changes by itself is looked at when it is due', async () => {
  const {truth, watch} = numbers({dueIn: (state) => (state === 0 ? 600 : Infinity)});
  const reader = await watch();
  truth.value = 1;
  await pass(600);
  expect(reader.heard).toEqual(['whole 0', '0 to 1']);
});

test('nothing is told while the truth is out of reach, and all of it afterwards', async () => {
  const {truth, watch} = numbers();
  const reader = await watch();
  truth.broken = true;
  truth.value = 5;
  await pass(10_000);
  expect(reader.heard).toEqual(['whole 0']);
  truth.broken = false;
  await pass(2_000);
  expect(reader.heard).toEqual(['whole 0', '0 to 5']);
});

test('what is gone ends for all who watch it', async () => {
  const {truth, feeds, watch} = numbers();
  const reader = await watch();
  truth.value = null;
  feeds.hint('a');
  await pass(250);
  expect([reader.ended, feeds.size]).toEqual([true, 0]);
});

test.each([
  ['is not there', {value: null}, {code: 'NOT_FOUND'}],
  ['can not be read', {broken: true}, {message: 'the database is away'}],
])('what %s is refused, and left for the next one to ask for', async (_, state, refusal) => {
  const {truth, feeds, watch} = numbers();
  Object.assign(truth, state);
  await Promise.all([1, 2].map(() => expect(watch()).rejects.toMatchObject(refusal)));
  expect(feeds.size).toBe(0);
  Object.assign(truth, {value: 1, broken: false});
  const reader = await watch();
  expect(reader.heard).toEqual(['whole 1']);
});

test('the last one to leave ends it, and no timer stays', async () => {
  const {feeds, watch} = numbers();
  const readers = [await watch(), await watch()];
  await readers[0].leave();
  expect(feeds.size).toBe(1);
  await readers[1].leave();
  await pass(0);
  expect([feeds.size, jest.getTimerCount()]).toEqual([0, 0]);
});

test('who comes while the last one leaves is served', async () => {
  const {truth, feeds, watch} = numbers();
  const first = await watch();
  const coming = watch();
  await first.leave();
  const second = await coming;
  truth.value = 1;
  feeds.hint('a');
  await pass(250);
  expect(second.heard).toEqual(['whole 0', '0 to 1']);
});

test('a stop ends every stream', async () => {
  const {feeds, watch} = numbers();
  const reader = await watch();
  feeds.stop();
  await pass(0);
  expect([reader.ended, feeds.size, jest.getTimerCount()]).toEqual([true, 0, 0]);
});
