import type {Server} from 'graphql-ws';
import type {WebSocket} from 'ws';
import type {Logger} from '@concours/kernel/log';

export interface BindOptions {
  /** A client that doesn't answer two pings in a row is gone, whatever its network says. */
  heartbeatMs: number;
  log: Logger;
  onClose(): void;
}

/** Beyond this much unread of what it was answered, a client is not listened to: who asks has to read. */
const mostUnread = 1024 * 1024;

/** Connects a socket to graphql-ws. The library's own adapter writes to the console, and closes with the error's text. */
export function bindSocket<E extends {socket: WebSocket}>(
  protocol: Server<E>,
  extra: E,
  {heartbeatMs, log, onClose}: BindOptions,
): void {
  const {socket} = extra;
  let answered = true;
  const heartbeat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, heartbeatMs);
  socket.on('pong', () => (answered = true));
  // Frames that are too large or broken: ws closes the socket itself, with the protocol's own code.
  socket.on('error', (error) => log.debug({reason: error.message}, 'live: socket error'));

  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (data) =>
        new Promise((resolve) => {
          // A client that is gone is no error of ours; its close event follows.
          if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
          else resolve();
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (listener) => {
        socket.on('message', (data) => {
          if (socket.bufferedAmount > mostUnread && !socket.isPaused) {
            socket.pause();
            // goes out behind everything that waits; where nobody reads it never does, and the heartbeat ends it
            socket.ping(undefined, undefined, () => socket.resume());
          }
          listener(String(data)).catch((error: unknown) => {
            log.error({err: error}, 'live: a message could not be handled');
            socket.close(4500, 'Internal server error');
          });
        });
      },
    },
    extra,
  );
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    onClose();
    void closed(code, String(reason));
  });
}
