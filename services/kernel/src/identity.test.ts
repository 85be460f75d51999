import {accountWith, grantOf} from '../testing/callers.js';
import {
  ENVELOPE_LIFETIME_MS,
  EnvelopeRefused,
  EnvelopeVerifier,
  SIGNING_KEYS_PATTERN,
  parseSigningKeys,
  signEnvelope,
  type Bound,
  type SigningKey,
} from './identity.js';

const key: SigningKey = {id: 'k1', secret: 'a'.repeat(32)};
const next: SigningKey = {id: 'k2', secret: 'b'.repeat(32)};
const now = Date.parse('2024-05-01T00:00:00Z');
const caller = {...accountWith(grantOf('editor', 'a.b.', 'c/t')), name: '王小明', session: 's'};
const body = '{"query":"{ a }"}';
const frame = {method: 'PATCH', path: '/files/1?x=1', length: 100, offset: 5};

const refusal = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof EnvelopeRefused) return error.reason;
    throw error;
  }
  return undefined;
};

describe('an envelope', () => {
  it.each<Bound>([
    {body},
    {body: Buffer.from(body)},
    {body: ''},
    {},
    {request: frame},
    {request: {method: 'HEAD', path: '/'}},
    {request: frame, body},
  ])('brings the caller through unchanged, bound to %j', (bound) => {
    const header = signEnvelope({caller, key, now, ...bound});
    expect(new EnvelopeVerifier([key]).verify(header, {...bound, now})).toEqual(caller);
  });

  it('is accepted under every key of a rotation', () => {
    const verifier = new EnvelopeVerifier([next, key]);
    for (const by of [key, next])
      expect(verifier.verify(signEnvelope({caller, key: by, body, now}), {body, now})).toEqual(caller);
    expect(refusal(() => new EnvelopeVerifier([next]).verify(signEnvelope({caller, key, now}), {now}))).toBe('key');
  });

  it.each([
    {seconds: -30, refused: undefined},
    {seconds: 30, refused: undefined},
    {seconds: -30.001, refused: 'time'},
    {seconds: 30.001, refused: 'time'},
    {seconds: 86_400, refused: 'time'},
  ])('that is $seconds s old is refused: $refused', ({seconds, refused}) => {
    const header = signEnvelope({caller, key, body, now: now - seconds * 1_000});
    expect(refusal(() => new EnvelopeVerifier([key]).verify(header, {body, now}))).toBe(refused);
  });

  it.each<{signed: Bound; sent: Bound}>([
    {signed: {body}, sent: {body: `${body} `}},
    {signed: {body}, sent: {}},
    {signed: {}, sent: {body}},
    {signed: {body}, sent: {request: frame}},
    {signed: {request: frame}, sent: {request: {...frame, method: 'DELETE'}}},
    {signed: {request: frame}, sent: {request: {...frame, path: '/files/2?x=1'}}},
    {signed: {request: frame}, sent: {request: {...frame, path: '/files/1?x=2'}}},
    {signed: {request: frame}, sent: {request: {...frame, length: 101}}},
    {signed: {request: frame}, sent: {request: {...frame, offset: 0}}},
    {signed: {request: frame}, sent: {request: {method: frame.method, path: frame.path}}},
    {signed: {request: frame, body}, sent: {request: frame}},
    {signed: {request: frame}, sent: {request: frame, body: ''}},
    {signed: {request: frame, body}, sent: {request: frame, body: 'x'}},
    {signed: {request: frame, body}, sent: {request: {...frame, path: '/'}, body}},
    // a body that spells the frame out is still no frame
    {signed: {body: JSON.stringify(['PATCH', '/files/1?x=1', 100, 5])}, sent: {request: frame}},
  ])('for $signed is refused with $sent', ({signed, sent}) => {
    const header = signEnvelope({caller, key, now, ...signed});
    expect(refusal(() => new EnvelopeVerifier([key]).verify(header, {now, ...sent}))).toBe('binding');
  });

  it('is good for one use', () => {
    const verifier = new EnvelopeVerifier([key]);
    const header = signEnvelope({caller, key, body, now});
    verifier.verify(header, {body, now});
    expect(refusal(() => verifier.verify(header, {body, now}))).toBe('replayed');
  });

  it('from the future is not good again for as long as it is valid', () => {
    const verifier = new EnvelopeVerifier([key]);
    const header = signEnvelope({caller, key, body, now: now + ENVELOPE_LIFETIME_MS});
    verifier.verify(header, {body, now});
    for (let later = 0; later <= 2 * ENVELOPE_LIFETIME_MS; later += 1_000) {
      // other traffic makes the memory of nonces turn over
      verifier.verify(signEnvelope({caller, key, body, now: now + later}), {body, now: now + later});
      expect(refusal(() => verifier.verify(header, {body, now: now + later}))).toBe('replayed');
    }
  });

  it('is not used up by a forgery, and a forgery uses no memory', () => {
    const verifier = new EnvelopeVerifier([key], {maxNonces: 1});
    const header = signEnvelope({caller, key, body, now});
    for (let round = 0; round < 5; round++) {
      expect(refusal(() => verifier.verify(`${header.slice(0, -2)}xx`, {body, now}))).toBe('signature');
    }
    expect(verifier.verify(header, {body, now})).toEqual(caller);
    const another = signEnvelope({caller, key, body, now});
    expect(refusal(() => verifier.verify(another, {body, now}))).toBe('busy');
    const later = now + 3 * ENVELOPE_LIFETIME_MS;
    expect(verifier.verify(signEnvelope({caller, key, body, now: later}), {body, now: later})).toEqual(caller);
  });

  it('with another payload than was signed is refused', () => {
    const [version, id, , signature] = signEnvelope({caller, key, body, now}).split('.');
    const [, , forged] = signEnvelope({caller: {...caller, kind: 'system'}, key: next, body, now}).split('.');
    const header = [version, id, forged, signature].join('.');
    expect(refusal(() => new EnvelopeVerifier([key]).verify(header, {body, now}))).toBe('signature');
  });

  it.each([
    {header: undefined, reason: 'missing'},
    {header: '', reason: 'missing'},
    {header: 'nonsense', reason: 'malformed'},
    {header: 'v1.k1.e30', reason: 'malformed'},
    {header: 'v1.k1.e30.e30.e30', reason: 'malformed'},
    {header: 'v2.k1.e30.e30', reason: 'malformed'},
    {header: 'v1.k9.e30.e30', reason: 'key'},
    {header: 'v1.__proto__.e30.e30', reason: 'key'},
    {header: 'v1.k1.e30.e30', reason: 'signature'},
    {header: 'v1.k1..e30', reason: 'malformed'},
  ])('reading $header is refused as $reason', ({header, reason}) => {
    expect(refusal(() => new EnvelopeVerifier([key]).verify(header, {body}))).toBe(reason);
  });
});

describe('signing keys', () => {
  it('are written as id:secret, the one that signs first', () => {
    const text = `${key.id}:${key.secret},${next.id}:${next.secret}`;
    expect(text).toMatch(SIGNING_KEYS_PATTERN);
    expect(parseSigningKeys(text)).toEqual([key, next]);
  });

  it.each(['', 'k1', 'k1:short', `:${'a'.repeat(32)}`, `k1:${'a'.repeat(32)},`, `k.1:${'a'.repeat(32)}`])(
    'are not %j',
    (text) => {
      expect(text).not.toMatch(SIGNING_KEYS_PATTERN);
    },
  );

  it('are needed', () => {
    expect(() => new EnvelopeVerifier([])).toThrow('signing key');
  });
});
