import type {WebSocket} from 'ws';
import {Outlet} from './outlet.js';

/** A socket whose other end reads when the test says so. */
function slowSocket() {
  const written: string[] = [];
  let unread: {bytes: number; done: () => void}[] = [];
  const closed: number[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    get bufferedAmount() {
      return unread.reduce((sum, {bytes}) => sum + bytes, 0);
    },
    send(frame: string, done: () => void) {
      written.push(frame);
      unread.push({bytes: frame.length, done});
    },
    close: (code: number) => void closed.push(code),
    terminate: () => undefined,
  };
  const readAll = (): void => {
    const read = unread;
    unread = [];
    read.forEach(({done}) => done());
  };
  // Only what the outlet uses of a socket.
  return {socket: socket as unknown as WebSocket, written, closed, readAll};
}

const bounds = {softBytes: 100, hardBytes: 300, slowMs: 60_000};
const event = 'x'.repeat(60);

describe('the way to one client', () => {
  it('passes every event as long as the client reads', () => {
    const {socket, written, readAll} = slowSocket();
    const outlet = new Outlet(socket, 'a"b', bounds, () => 'snapshot');
    for (let i = 0; i < 5; i++) {
      outlet.send('1');
      readAll();
    }
    expect(written).toEqual(Array(5).fill('{"id":"a\\"b","type":"next","payload":1}'));
  });

  it('keeps nothing for a client that falls behind and gives it one snapshot when it has read', () => {
    const {socket, written, readAll} = slowSocket();
    const outlet = new Outlet(socket, '1', bounds, () => '"newest"');
    for (let i = 0; i < 50; i++) outlet.send(event);
    expect(written.length).toBeLessThan(4);
    readAll();
    expect(written.at(-1)).toBe('{"id":"1","type":"next","payload":"newest"}');
    readAll();
    outlet.send('"after"');
    expect(written.at(-1)).toContain('"after"');
  });

  it('closes a client of a stream without snapshots beyond the hard bound', () => {
    const {socket, written, closed} = slowSocket();
    const outlet = new Outlet(socket, '1', bounds, undefined);
    for (let i = 0; i < 50; i++) outlet.send(event);
    expect(closed[0]).toBe(1013);
    expect(written.length).toBeLessThan(7);
  });

  it('closes a client that has read nothing for too long', () => {
    const {socket, closed} = slowSocket();
    const outlet = new Outlet(socket, '1', {...bounds, slowMs: -1}, () => 'snapshot');
    for (let i = 0; i < 5; i++) outlet.send(event);
    expect(closed[0]).toBe(1013);
  });
});
