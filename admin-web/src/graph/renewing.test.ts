import {ApolloLink, execute, gql, Observable, type FetchResult} from '@apollo/client/core';
import type {Outcome} from '@/session/renewal';
import {renewing} from './renewing';

const query = gql('{ viewer { name } }');
const mutation = gql('mutation { signOut }');
const invalid = {statusCode: 401, result: {errors: [{extensions: {code: 'SESSION_INVALID'}}]}};
const anonymous: FetchResult = {errors: [{message: '', extensions: {code: 'NOT_SIGNED_IN'}}] as never};
const fine: FetchResult = {data: {viewer: {name: '梅'}}};

async function run(i: {
  answers: (FetchResult | typeof invalid)[];
  outcome?: Outcome;
  possible?: boolean;
  document?: typeof query;
}) {
  const answers = [...i.answers];
  const did: string[] = [];
  const session = {
    possible: i.possible ?? true,
    fresh: async () => void did.push('fresh'),
    renew: async () => {
      did.push('renew');
      return i.outcome ?? ('renewed' as const);
    },
  };
  const platform = new ApolloLink(
    () =>
      new Observable((observer) => {
        did.push('send');
        const answer = answers.shift()!;
        if ('statusCode' in answer) return observer.error(answer);
        observer.next(answer);
        observer.complete();
      }),
  );
  const got = await new Promise<unknown[]>((resolve) => {
    const seen: unknown[] = [];
    execute(ApolloLink.from([renewing(session), platform]), {query: i.document ?? query}).subscribe({
      next: (value) => seen.push(value),
      error: (error) => resolve([...seen, error]),
      complete: () => resolve([...seen, 'complete']),
    });
  });
  return {did, got};
}

test('what is answered is passed on', async () => {
  expect(await run({answers: [fine]})).toEqual({did: ['fresh', 'send'], got: [fine, 'complete']});
});

test.each([
  ['a query whose token ran out', query, invalid],
  ['a change whose token ran out: nothing of it was done', mutation, invalid],
  ['a query that came as the public because the cookie was taken away', query, anonymous],
])('%s is sent again once, and nobody notices', async (_, document, first) => {
  const {did, got} = await run({answers: [first, fine], document});
  expect(did).toEqual(['fresh', 'send', 'renew', 'send']);
  expect(got).toEqual([fine, 'complete']);
});

test('a second refusal is the answer', async () => {
  const {did, got} = await run({answers: [invalid, invalid]});
  expect(did).toEqual(['fresh', 'send', 'renew', 'send']);
  expect(got).toEqual([invalid]);
});

test.each<[string, Parameters<typeof run>[0], unknown[]]>([
  ['the session is over', {answers: [invalid], outcome: 'ended'}, [invalid]],
  ['the platform can’t be reached', {answers: [anonymous], outcome: 'unreachable'}, [anonymous, 'complete']],
])('the refusal is the answer when %s', async (_, i, expected) => {
  const {did, got} = await run(i);
  expect(did).toEqual(['fresh', 'send', 'renew']);
  expect(got).toEqual(expected);
});

test.each<[string, Parameters<typeof run>[0], unknown[]]>([
  ['a change by the public', {answers: [anonymous], document: mutation}, [anonymous, 'complete']],
  ['where no session is known', {answers: [anonymous], possible: false}, [anonymous, 'complete']],
])('nothing is renewed for %s', async (_, i, expected) => {
  const {did, got} = await run(i);
  expect(did).toEqual(['fresh', 'send']);
  expect(got).toEqual(expected);
});
