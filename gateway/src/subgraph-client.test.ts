import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Agent} from 'undici';
import {addressOf, postJson, repeatable, SubgraphFailure, type SubgraphAnswer} from './subgraph-client.js';

describe('a request to a subgraph', () => {
  const seen: string[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push(body);
      answer(request, response, body);
    });
  });
  let agent: Agent;
  let to: ReturnType<typeof addressOf>;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    to = addressOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/graphql');
  });
  beforeEach(() => {
    seen.length = 0;
    agent = new Agent({connections: 1, pipelining: 1});
    answer = (_request, response) => response.end('{"data":{}}');
  });
  afterEach(() => agent.destroy());
  afterAll(() => server.close());

  const post = (body: string, timeoutMs = 5_000): Promise<SubgraphAnswer> =>
    postJson(agent, {to, body, headers: {}, timeoutMs, maxBytes: 1_000});

  it('that was given up while it waited for a connection is never sent: it might change something', async () => {
    let release = (): void => undefined;
    answer = (_request, response) => (release = () => response.end('{"data":{}}'));
    const first = post('"first"');
    await expect(post('"second"', 20)).rejects.toThrow('no answer in 20 ms');
    answer = (_request, response) => response.end('{"data":{}}');
    release();
    await first;
    await post('"third"');
    expect(seen).toEqual(['"first"', '"third"']);
  });

  it('whose kept connection breaks before an answer is stale, and repeated where that does no harm', async () => {
    await post('"warm"');
    let cut = true;
    answer = (request, response) => {
      if (cut) request.socket.destroy();
      else response.end('{"data":{}}');
      cut = false;
    };
    expect(await repeatable(() => post('"again"'))).toEqual({status: 200, body: {data: {}}});
    cut = true;
    await expect(post('"once"')).rejects.toMatchObject({wasStale: true});
    expect(seen).toEqual(['"warm"', '"again"', '"again"', '"once"']);
  });

  it.each<{why: string; write: (response: ServerResponse) => void}>([
    {why: 'is cut off in mid-answer', write: (response) => response.write('{"da', () => response.destroy())},
    {why: 'is larger than it may be', write: (response) => response.end(JSON.stringify({data: 'x'.repeat(2_000)}))},
    {why: 'is no JSON', write: (response) => response.end('<html>')},
    {why: 'is no object', write: (response) => response.end('[1]')},
  ])('is not repeated when its answer $why', async ({write}) => {
    answer = (_request, response) => write(response);
    const asked = repeatable(() => post('"one"'));
    await expect(asked).rejects.toBeInstanceOf(SubgraphFailure);
    expect(seen).toEqual(['"one"']);
  });
});
