import type {GraphQLDataSource} from '@apollo/gateway';
import {JoinCache} from './join-cache.js';

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

function setUp() {
  let now = 0;
  let answer: ((ids: string[]) => Answer) | undefined;
  const asked: string[][] = [];
  const source: GraphQLDataSource = {
    process: ({request}) => {
      const {representations} = request.variables as {representations: {id: string}[]};
      const ids = representations.map(({id}) => id);
      asked.push(ids);
      return Promise.resolve(answer?.(ids) ?? {data: {_entities: ids.map((id) => ({title: `${id} at ${now}`}))}});
    },
  };
  const cached = new JoinCache({freshMs: 10, now: () => now}).around('s', source);
  const load = (...ids: string[]): Promise<Answer> => {
    const request = {query: 'q', variables: {representations: ids.map((id) => ({id}))}};
    // The executor's enum for `kind` isn't exported, and the cache doesn't read it.
    const options: unknown = {request, context: {}};
    return cached.process(options as Parameters<GraphQLDataSource['process']>[0]);
  };
  return {
    load,
    asked,
    at: (time: number) => void (now = time),
    answerWith: (next: typeof answer) => void (answer = next),
  };
}

describe('the joins of a stream', () => {
  it('are asked for once, and only those that are missing', async () => {
    const {load, asked} = setUp();
    await load('a', 'b');
    expect(await load('b', 'c', 'a')).toEqual({
      data: {_entities: [{title: 'b at 0'}, {title: 'c at 0'}, {title: 'a at 0'}]},
    });
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('are asked for again when they are old', async () => {
    const {load, at} = setUp();
    await load('a');
    at(11);
    expect(await load('a')).toEqual({data: {_entities: [{title: 'a at 11'}]}});
  });

  it('outlive the service that has them', async () => {
    const {load, at, answerWith} = setUp();
    await load('a', 'b');
    at(11);
    answerWith(() => ({errors: [{message: 'away'}]}));
    expect(await load('a', 'b')).toEqual({data: {_entities: [{title: 'a at 0'}, {title: 'b at 0'}]}});
    expect(await load('a', 'new')).toMatchObject({
      data: {_entities: [{title: 'a at 0'}, null]},
      errors: [{message: 'away'}],
    });
  });

  it('do not outlive what they are titles of', async () => {
    const {load, at, answerWith} = setUp();
    await load('a');
    at(11);
    answerWith(() => ({data: {_entities: [null]}}));
    expect(await load('a')).toEqual({data: {_entities: [null]}});
  });

  it('tell an error at its place among all that were asked for', async () => {
    const {load, answerWith} = setUp();
    await load('a', 'b');
    answerWith(() => ({data: {_entities: [null]}, errors: [{message: 'no', path: ['_entities', 0, 'title']}]}));
    expect((await load('a', 'b', 'c')).errors).toEqual([{message: 'no', path: ['_entities', 2, 'title']}]);
  });

  it('are copies: what is merged into one answer is not in the next', async () => {
    const {load} = setUp();
    const first = (await load('a')).data?._entities as Record<string, unknown>[];
    Object.assign(first[0] ?? {}, {merged: true});
    expect((await load('a')).data).toEqual({_entities: [{title: 'a at 0'}]});
  });
});
