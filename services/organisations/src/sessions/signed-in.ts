import {type InternalAnswer, textOf} from '../internal-route.js';
import {deviceOf} from './device.rules.js';
import type {Origin, SignedIn} from './session.service.js';

/** As the gateway makes cookies of it: the same however somebody signed in. */
export function signedIn({account, tokenExpiresAt, expiresAt, token, refreshToken}: SignedIn): InternalAnswer {
  const {id, name, displayName} = account;
  const viewer = {kind: 'ACCOUNT', name: displayName, account: {id, name, displayName}};
  const ends = {tokenExpiresAt: tokenExpiresAt.toISOString(), expiresAt: expiresAt.toISOString()};
  return {status: 200, body: {token, refreshToken, ...ends, viewer}};
}

/** From what the gateway saw of a browser. */
export function originOf({address, userAgent}: Record<string, unknown>): Origin {
  return {address: textOf(address) ?? '', device: deviceOf(textOf(userAgent))};
}
