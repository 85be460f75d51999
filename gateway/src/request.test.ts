import type {IncomingMessage} from 'node:http';
import {addressReader} from './request.js';

/** Proxies of ours, the connection's address, what X-Forwarded-For says, and where the request came from. */
const cases: [number, string | undefined, string | string[] | undefined, string][] = [
  [0, '192.0.2.1', undefined, '192.0.2.1'],
  [0, '192.0.2.1', '203.0.113.9', '192.0.2.1'],
  [1, '10.0.0.1', '203.0.113.9', '203.0.113.9'],
  [1, '10.0.0.1', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
  [2, '10.0.0.1', '198.51.100.7, 203.0.113.9,10.0.0.2', '203.0.113.9'],
  [2, '10.0.0.1', ['198.51.100.7', '203.0.113.9, 10.0.0.2'], '203.0.113.9'],
  [1, '10.0.0.1', undefined, '10.0.0.1'],
  [2, '10.0.0.1', '10.0.0.2', '10.0.0.1'],
  [1, '10.0.0.1', ' ,', '10.0.0.1'],
  [0, undefined, undefined, ''],
];

test.each(cases)('behind %i proxies of ours %s with %j comes from %s', (proxies, remoteAddress, forwarded, address) => {
  const request = {socket: {remoteAddress}, headers: {'x-forwarded-for': forwarded}} as unknown as IncomingMessage;
  expect(addressReader(proxies)(request)).toBe(address);
});
