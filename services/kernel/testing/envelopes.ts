import {ENVELOPE_HEADER, anonymous, signEnvelope, type Bound, type Caller, type SigningKey} from '../src/identity.js';
import {newId} from '../src/ids.js';

export const testKey: SigningKey = {id: 'test', secret: 'only-for-tests-only-for-tests-only'};

/** What the gateway would put on a request. */
export function envelopeFor(caller: Partial<Caller>, bound: Bound, now?: number): string {
  return signEnvelope({caller: {...anonymous(newId()), ...caller}, key: testKey, now, ...bound});
}

/** Posts an operation as the gateway does. */
export function post(
  url: string,
  body: string | object,
  i: {caller?: Partial<Caller>; headers?: Record<string, string>} = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    [ENVELOPE_HEADER]: envelopeFor(i.caller ?? {}, {body: text}),
    ...i.headers,
  };
  return fetch(`${url}/graphql`, {method: 'POST', headers, body: text});
}
