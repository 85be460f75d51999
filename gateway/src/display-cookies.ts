import type {IncomingMessage} from 'node:http';
import {cookie, cookieOf, displayCookie} from './credentials.js';

/** By which a screen that shows a code gets its token. */
const pairingCookie = 'concours_pairing';
const pairingPath = '/session/display';

/** As long as browsers keep any; it is set anew each time that the screen asks where it belongs. */
const keptMs = 400 * 86_400_000;

export function displayTokenOf({headers}: IncomingMessage): string | undefined {
  return cookieOf(headers.cookie, displayCookie);
}

export function pairingSecretOf({headers}: IncomingMessage): string | undefined {
  return cookieOf(headers.cookie, pairingCookie);
}

export function displayCookieFor(token: string, {secure}: {secure: boolean}): string {
  return cookie(displayCookie, token, '/', new Date(Date.now() + keptMs), secure);
}

export function displayCookieGone({secure}: {secure: boolean}): string {
  return cookie(displayCookie, '', '/', new Date(0), secure);
}

export function pairingCookieFor(secret: string, {secure, until}: {secure: boolean; until: Date}): string {
  return cookie(pairingCookie, secret, pairingPath, until, secure);
}

export function pairingCookieGone({secure}: {secure: boolean}): string {
  return cookie(pairingCookie, '', pairingPath, new Date(0), secure);
}
