import {randomBytes} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {Caller} from '@concours/kernel/identity';
import {cookie, cookieOf} from './credentials.js';

/** Of a browser in which somebody votes; only the voters' page asks for it to be set. */
const deviceCookie = 'concours_device';
/** 128 random bits. */
const pattern = /^[\w-]{22}$/;
/** As long as browsers keep any. */
const keptMs = 400 * 86_400_000;

const deviceIn = ({headers}: IncomingMessage): string | undefined => {
  const value = cookieOf(headers.cookie, deviceCookie);
  return value !== undefined && pattern.test(value) ? value : undefined;
};

/** What an app says of its voter's device comes first. Whoever throws the cookie away is somebody new: it is a hint, not a proof. */
export function deviceOf(request: IncomingMessage, {kind, device}: Caller): string | undefined {
  if (device !== undefined || (kind !== 'account' && kind !== 'voter')) return device;
  const value = deviceIn(request);
  return value && `browser:${value}`;
}

/** A cookie for a browser that has none; undefined for one that has. */
export function newDeviceCookie(request: IncomingMessage, {secure}: {secure: boolean}): string | undefined {
  if (deviceIn(request) !== undefined) return undefined;
  return cookie(deviceCookie, randomBytes(16).toString('base64url'), '/', new Date(Date.now() + keptMs), secure);
}
