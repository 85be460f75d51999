import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {GRAPHQL_TRANSPORT_WS_PROTOCOL, type Server as Protocol, type WebSocket as Bound} from 'graphql-ws';
import {WebSocket, WebSocketServer} from 'ws';
import {createLogger} from '@concours/kernel/log';
import {eventually} from '@concours/kernel/testing/eventually';
import {bindSocket} from './bind-socket.js';

const answer = 'x'.repeat(1_000);
const questions = 40_000;

/** A protocol that answers every message with a kilobyte, on a real socket. */
async function echo() {
  let asked = 0;
  const protocol: Pick<Protocol<{socket: WebSocket}>, 'opened'> = {
    opened: (socket: Bound) => {
      socket.onMessage(async () => {
        asked += 1;
        await socket.send(answer);
      });
      return () => Promise.resolve();
    },
  };
  const http = createServer();
  const wss = new WebSocketServer({server: http});
  const log = createLogger('bind-socket', {level: 'silent'});
  const served = new Promise<WebSocket>((resolve) => {
    wss.on('connection', (socket) => {
      const options = {heartbeatMs: 60_000, log, onClose: () => undefined};
      bindSocket(protocol as Protocol<{socket: WebSocket}>, {socket}, options);
      resolve(socket);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, GRAPHQL_TRANSPORT_WS_PROTOCOL);
  await new Promise((resolve) => client.once('open', resolve));
  const close = async (): Promise<void> => {
    client.terminate();
    await new Promise((resolve) => http.close(resolve));
  };
  return {server: await served, client, asked: () => asked, close};
}

it('who asks and does not read is not listened to until they read, and then gets every answer', async () => {
  const {server, client, asked, close} = await echo();
  let heard = 0;
  client.on('message', () => (heard += 1));
  client.pause();
  for (let n = 0; n < questions; n++) client.send('{"type":"ping"}');
  await eventually(async () => server.isPaused || undefined);
  expect(asked()).toBeLessThan(questions);
  // What has been read already is answered; nothing more comes in.
  expect(server.bufferedAmount).toBeLessThan(4 * 1024 * 1024);
  client.resume();
  await eventually(async () => heard === questions || undefined);
  expect(server.isPaused).toBe(false);
  await close();
});
