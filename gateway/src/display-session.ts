import type {IncomingMessage, ServerResponse} from 'node:http';
import {
  displayCookieFor,
  displayCookieGone,
  displayTokenOf,
  pairingCookieFor,
  pairingCookieGone,
  pairingSecretOf,
} from './display-cookies.js';
import type {Identity} from './identity.js';
import type {Organisations} from './ask-organisations.js';
import {bodyInvalid, methodRefused, originRefused, sessionInvalid} from './refusals.js';
import {readJson, sendJson, type Origins} from './request.js';

export interface DisplaySettings {
  ask: Organisations;
  identity: Identity;
  origins: Origins;
  addressOf: (request: IncomingMessage) => string;
  secure: boolean;
}

/**
 * `/session/display`, for screens: `POST` shows a code to be typed by an administrator, `GET` says where the screen belongs
 * (and brings it its token once the code has been typed), `PUT {token}` takes a token that was issued. What a screen knows
 * itself by lies in cookies that no script can read, and is renewed as long as it asks.
 */
export function displayRoute({ask, identity, origins, addressOf, secure}: DisplaySettings) {
  const begin = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const {body} = await ask('display/begin', {address: addressOf(request)}, requestId, [200]);
    const {code, secret, expiresAt} = body as {code: string; secret: string; expiresAt: string};
    const cookie = pairingCookieFor(secret, {secure, until: new Date(expiresAt)});
    sendJson(response, 200, {state: 'WAITING', code, expiresAt}, {'set-cookie': cookie});
  };

  const place = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const stale: string[] = [];
    const held = displayTokenOf(request);
    if (held !== undefined) {
      const {status, body} = await ask('display/place', {token: held}, requestId, [200, 404]);
      if (status === 200)
        return sendJson(response, 200, {state: 'PAIRED', ...body}, {'set-cookie': displayCookieFor(held, {secure})});
      stale.push(displayCookieGone({secure}));
    }
    const secret = pairingSecretOf(request);
    const {body} = secret === undefined ? {body: {}} : await ask('display/state', {secret}, requestId, [200]);
    const {state = 'OVER', token} = body as {state?: string; token?: string};
    if (state !== 'PAIRED' || token === undefined)
      // a screen whose token was revoked learns it once, and shows a code again
      return sendJson(response, 200, {state, ended: stale.length > 0}, stale.length > 0 ? {'set-cookie': stale} : {});
    const {body: at} = await ask('display/place', {token}, requestId, [200, 404]);
    const cookies = [displayCookieFor(token, {secure}), pairingCookieGone({secure})];
    sendJson(response, 200, {state, ...at}, {'set-cookie': cookies});
  };

  const adopt = async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const {token} = await readJson(request);
    if (typeof token !== 'string' || token.length > 200) throw bodyInvalid({problem: 'token is a text'});
    const caller = await identity.callerOf({token, kind: 'bearer'}, requestId);
    if (caller.kind !== 'display') throw sessionInvalid();
    sendJson(response, 200, {state: 'PAIRED', name: caller.name}, {'set-cookie': displayCookieFor(token, {secure})});
  };

  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    if (!origins.permits(request)) throw originRefused();
    if (request.method === 'POST') return begin(request, response, requestId);
    if (request.method === 'GET') return place(request, response, requestId);
    if (request.method === 'PUT') return adopt(request, response, requestId);
    throw methodRefused({allowed: 'GET, POST, PUT'});
  };
}
