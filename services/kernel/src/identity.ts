import {createHash, createHmac, randomUUID, timingSafeEqual} from 'node:crypto';
import {newId} from './ids.js';
import {NonceCache} from './nonce-cache.js';

export type CallerKind = 'anonymous' | 'account' | 'key' | 'display' | 'voter' | 'system';

/** A role at a place of the tree; `within` narrows it to a scope that only the granting service can read. */
export interface CallerGrant {
  role: string;
  organisation: string;
  path: string;
  within?: string;
  /** When it ends, in ms since 1970; absent: it has no end. Who resolves a caller leaves out what has ended already. */
  until?: number;
}

export interface Caller {
  kind: CallerKind;
  /** Of a key it is its owner's: rules that want two persons, or one's own things, go by the person behind a program. */
  id: string | null;
  name: string | null;
  grants: CallerGrant[];
  /** Of a voter: who vouches (an app's id, or `openid:` and the provider), under which name of its own, and since which day it knows them. */
  voter?: {app: string; id: string; organisation?: string; since?: string};
  requestId: string;
  session?: string;
  /** The key itself, where a program asks with one. */
  key?: string;
  /** Changes nothing, whatever its grants would let it. */
  readOnly?: true;
  /** Where the request came from, as the gateway saw it: for what may be tried only so often. Absent in streams. */
  address?: string;
  /** What the request came from, opaque, at most 128 printable characters: as a voter's app says, or a browser's cookie of ours. */
  device?: string;
}

export interface SigningKey {
  id: string;
  secret: string;
}

/** What an envelope vouches for: a body in full, a streamed request by its frame, or both. Neither means an empty body. */
export interface Bound {
  body?: Buffer | string;
  request?: {method: string; path: string; length?: number; offset?: number};
}

export const ENVELOPE_HEADER = 'x-concours-envelope';
export const ENVELOPE_LIFETIME_MS = 30_000;

export const anonymous = (requestId: string): Caller => ({
  kind: 'anonymous',
  id: null,
  name: null,
  grants: [],
  requestId,
});

export function systemCaller(requestId: string = newId()): Caller {
  return {kind: 'system', id: null, name: null, grants: [], requestId};
}

/** The reason is for the log; a client learns only that it was refused. */
export class EnvelopeRefused extends Error {
  constructor(
    readonly reason: 'missing' | 'malformed' | 'key' | 'signature' | 'time' | 'binding' | 'replayed' | 'busy',
  ) {
    super(`the envelope was refused: ${reason}`);
    this.name = 'EnvelopeRefused';
  }
}

export function signEnvelope(i: Bound & {caller: Caller; key: SigningKey; now?: number}): string {
  // of all random things in Node the one that doesn't enter the kernel every time
  const claims: Claims = {c: i.caller, t: i.now ?? Date.now(), n: randomUUID(), b: digest(i)};
  const signed = `v1.${i.key.id}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${mac(i.key.secret, signed).toString('base64url')}`;
}

/** One per process: it remembers which envelopes were used. All given keys are accepted, so that keys can rotate. */
export class EnvelopeVerifier {
  private readonly nonces: NonceCache;

  /** `keys` may change their content meanwhile: they are looked up in it each time. */
  constructor(
    private readonly keys: readonly SigningKey[],
    o: {maxNonces?: number} = {},
  ) {
    if (keys.length === 0) throw new Error('at least one signing key is needed');
    // an envelope from 30 s ahead stays valid for 60 s: what is forgotten must be older than that
    this.nonces = new NonceCache(2 * ENVELOPE_LIFETIME_MS, o.maxNonces ?? 500_000);
  }

  verify(header: string | undefined, i: Bound & {now?: number}): Caller {
    if (!header) throw new EnvelopeRefused('missing');
    const [version, keyId, payload, signature, ...rest] = header.split('.');
    if (version !== 'v1' || !keyId || !payload || !signature || rest.length > 0) throw new EnvelopeRefused('malformed');
    const secret = this.keys.find(({id}) => id === keyId)?.secret;
    if (secret === undefined) throw new EnvelopeRefused('key');
    const expected = mac(secret, `v1.${keyId}.${payload}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new EnvelopeRefused('signature');

    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const now = i.now ?? Date.now();
    if (Math.abs(now - claims.t) > ENVELOPE_LIFETIME_MS) throw new EnvelopeRefused('time');
    if (claims.b !== digest(i)) throw new EnvelopeRefused('binding');
    const fresh = this.nonces.use(claims.n, now);
    if (fresh !== 'fresh') throw new EnvelopeRefused(fresh);
    return claims.c;
  }
}

interface Claims {
  c: Caller;
  t: number;
  n: string;
  b: string;
}

function mac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

function digest({body, request}: Bound): string {
  const hash = createHash('sha256');
  // what is bound comes first, which keeps a body from passing for a frame
  if (request) {
    const {method, path, length, offset} = request;
    hash.update(body === undefined ? 'request\n' : 'request and body\n');
    hash.update(`${JSON.stringify([method.toUpperCase(), path, length ?? null, offset ?? null])}\n`);
  } else {
    hash.update('body\n');
  }
  hash.update(body ?? '');
  return hash.digest('base64url');
}

export const SIGNING_KEYS_PATTERN = /^[\w-]{1,32}:[^\s,:]{32,}(,[\w-]{1,32}:[^\s,:]{32,})*$/;

/** `id:secret,id:secret` as settings write it; the first signs, all are accepted. Check it with the pattern first. */
export function parseSigningKeys(text: string): SigningKey[] {
  return text.split(',').map((entry) => {
    const colon = entry.indexOf(':');
    return {id: entry.slice(0, colon), secret: entry.slice(colon + 1)};
  });
}
