import type {IncomingMessage, Server as HttpServer} from 'node:http';
import {CloseCode, handleProtocols, makeServer, type ServerOptions} from 'graphql-ws';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import type {Logger} from '../log.js';
import {MAX_BODY} from './wire.js';

export interface SocketExtra {
  socket: WebSocket;
  request: IncomingMessage;
}

const PING_MS = 20_000;

/**
 * graphql-ws over ws at /graphql. The library's own adapter prints errors with their stack to the console and puts their
 * text into the reason of the close; this one logs, and tells the other side nothing.
 */
export function socketTransport(
  server: HttpServer,
  options: ServerOptions<Record<string, unknown>, SocketExtra>,
  log: Logger,
): {close(): Promise<void>} {
  const graph = makeServer(options);
  const wss = new WebSocketServer({noServer: true, maxPayload: MAX_BODY, perMessageDeflate: false, handleProtocols});
  server.on('upgrade', (request, stream, head) => {
    if (request.url?.split('?', 1)[0] !== '/graphql') return void stream.destroy();
    wss.handleUpgrade(request, stream, head, (socket) => attach(socket, request));
  });

  function attach(socket: WebSocket, request: IncomingMessage): void {
    const fail = (error: unknown) => {
      log.error({err: error}, 'a socket failed');
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    // sent too much, or something that is no frame: ws closes with a code of its own
    socket.on('error', (error) => log.warn({err: error}, 'a socket broke the protocol'));
    const closed = graph.opened(
      {
        protocol: socket.protocol,
        // the sender waits for this, so a slow reader slows its own streams down and fills no memory
        send: (text) => sendTo(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: RawData) => {
            handle(String(data)).catch(fail);
          }),
      },
      {socket, request},
    );
    const stopPinging = keepAlive(socket);
    socket.once('close', (code, reason) => {
      stopPinging();
      closed(code, String(reason)).catch((error: unknown) => log.error({err: error}, 'a socket closed badly'));
    });
  }

  return {
    close: async () => {
      wss.clients.forEach((socket) => socket.close(1001, 'Going away'));
      await new Promise<void>((resolve) => {
        wss.close(() => resolve());
        setTimeout(() => wss.clients.forEach((socket) => socket.terminate()), 1_000).unref();
      });
    },
  };
}

function sendTo(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Ends a connection whose other side is gone without a word. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => (answered = true));
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}
