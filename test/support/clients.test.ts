import {buildSchema, graphql, subscribe, parse} from 'graphql';
import {useServer} from 'graphql-ws/use/ws';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {WebSocketServer} from 'ws';
import {graphClient} from './graphql.js';
import {liveClient} from './ws.js';

const schema = buildSchema('type Query {city(name: String!): String} type Subscription {count(to: Int!): Int!}');
schema.getQueryType()!.getFields().city.resolve = (_root, {name}) => {
  if (name === '') throw new Error('a city has a name');
  return `${name}市`;
};
schema.getSubscriptionType()!.getFields().count.subscribe = async function* (_root, {to}) {
  for (let count = 1; count <= to; count += 1) yield {count};
};

let server: Server;
let sockets: WebSocketServer;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const {query, variables} = JSON.parse(body) as {query: string; variables: Record<string, unknown>};
      void graphql({schema, source: query, variableValues: variables}).then((result) =>
        response.end(JSON.stringify(result)),
      );
    });
  });
  sockets = new WebSocketServer({server, path: '/graphql'});
  useServer(
    {schema, subscribe: (args) => subscribe({...args, document: args.document ?? parse('{__typename}')})},
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  sockets.close();
  await new Promise((resolve) => server.close(resolve));
});

test('a request that succeeds gives its data', async () => {
  const client = graphClient(`http://127.0.0.1:${port}/graphql`);
  expect(await client.ask('query ($name: String!) {city(name: $name)}', {name: '合肥'})).toEqual({city: '合肥市'});
});

test('a request that fails says what was asked, with which variables, and what came back', async () => {
  const client = graphClient(`http://127.0.0.1:${port}/graphql`);
  const failing = client.ask('query ($name: String!) {city(name: $name)}', {name: ''});
  await expect(failing).rejects.toThrow(/query \(\$name: String!\)[\s\S]*"name": ""[\s\S]*a city has a name/);
});

test('events wait in the queue until they are asked for', async () => {
  const live = liveClient(`ws://127.0.0.1:${port}/graphql`);
  const stream = live.subscribe<{count: number}>('subscription {count(to: 3)}');
  expect(await stream.ended).toBe('complete');
  expect((await stream.next()).data).toEqual({count: 1});
  expect(await stream.until('the last count', ({count}) => count === 3)).toEqual({count: 3});
  await expect(stream.next()).rejects.toThrow(/ended: "complete"[\s\S]*subscription \{count/);
  await live.stop();
});

test('a subscription that is refused ends with the reason of the server', async () => {
  const live = liveClient(`ws://127.0.0.1:${port}/graphql`);
  const stream = live.subscribe('subscription {nothing}');
  await expect(stream.next()).rejects.toThrow(/Cannot query field/);
  await live.stop();
});
