import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import WebSocket, {WebSocketServer} from 'ws';
import {createLogger} from '@concours/kernel/log';
import {startGateway, type SubgraphName} from '../../gateway/src/compose.js';
import {keys} from '../../gateway/testing/little-house.js';
import {composed, entry, LittleState, littleServices} from '../../gateway/testing/little-services.js';
import {littleSubgraph} from '../../gateway/testing/little-subgraph.js';
import {servePart} from './part.js';

/** The parts of the walls' benchmarks: small services whose events the benchmark itself sets off. */
export type Role =
  | {role: 'service'; name: SubgraphName}
  | {role: 'gateway'; subgraphs: Record<SubgraphName, string>}
  | {role: 'bare'}
  | {role: 'readers'; url: string; count: number; subscribe: string | null};

type Ask = {ask: 'push'; revision: number} | {ask: 'heard'};

const log = createLogger('bench', {level: 'silent'});
const state = new LittleState();

async function become(role: Role): Promise<{url: string}> {
  if (role.role === 'service') {
    return {url: (await littleSubgraph(littleServices(state)[role.name], keys, log)).url};
  }
  if (role.role === 'gateway') {
    const supergraphSdl = composed(littleServices(state));
    const settings = {port: 0, host: '127.0.0.1', supergraphSdl, keys, development: false, cookieSecure: false};
    return {url: (await startGateway({...settings, subgraphs: role.subgraphs}, log)).url};
  }
  return role.role === 'bare' ? bare() : read(role);
}

const pushed = (revision: number) => ({
  kind: 'DELTA',
  epoch: 'a',
  revision,
  total: revision,
  takenAt: String(Date.now()),
  entries: Array.from({length: 10}, (_, i) => entry((revision + i) % 300, revision)),
});

let broadcast: ((revision: number) => void) | undefined;

/** The least that could possibly do: one text to all sockets. */
async function bare(): Promise<{url: string}> {
  const server = createServer();
  const sockets = new WebSocketServer({server, perMessageDeflate: false});
  broadcast = (revision) => {
    const entries = pushed(revision).entries.map(({id, votes}) => ({
      ...{id, votes, submission: {title: '作品 000'}},
      organisation: {shortName: '单位 o0'},
    }));
    const data = {roundTally: {...pushed(revision), entries}};
    const text = JSON.stringify({id: '1', type: 'next', payload: {data}});
    for (const socket of sockets.clients) socket.send(text);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`};
}

const heard = {messages: 0, latencies: [] as number[]};

async function read({url, count, subscribe}: Extract<Role, {role: 'readers'}>): Promise<{url: string}> {
  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        perMessageDeflate: false,
      });
      socket.on('error', reject);
      socket.on('open', () => (subscribe === null ? resolve() : socket.send('{"type":"connection_init"}')));
      socket.on('message', (data: Buffer) => {
        const text = data.toString('utf8');
        if (text.startsWith('{"type":"connection_ack"')) {
          socket.send(JSON.stringify({id: '1', type: 'subscribe', payload: {query: subscribe}}));
        } else if (text.includes('"SNAPSHOT"')) resolve();
        else if (text.includes('"DELTA"')) {
          heard.messages += 1;
          heard.latencies.push(Date.now() - Number(/"takenAt":"(\d+)"/.exec(text)?.[1]));
        }
      });
    });
  for (let at = 0; at < count; at += 50) {
    await Promise.all(Array.from({length: Math.min(50, count - at)}, open));
  }
  return {url};
}

servePart(become, (message: Ask) => {
  if (message.ask === 'heard') return heard;
  if (broadcast) broadcast(message.revision);
  else state.tally.push(pushed(message.revision));
  return {};
});
