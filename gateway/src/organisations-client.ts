import {ENVELOPE_HEADER, signEnvelope, systemCaller, type SigningKey} from '@concours/kernel/identity';
import type {Agent} from 'undici';
import {addressOf, postJson, repeatable, type SubgraphAnswer} from './subgraph-client.js';

export type SessionQuestion = 'sign-in' | 'refresh' | 'sign-out';
export type OrganisationsQuestion =
  | SessionQuestion
  | 'display/begin'
  | 'display/state'
  | 'display/place'
  | 'oidc/start'
  | 'oidc/finish'
  | `voter/${'exchange' | 'demo' | 'end'}`;

/** The gateway's own questions to the service that owns accounts and tokens. Rejects with `SubgraphFailure` only. */
export class OrganisationsClient {
  constructor(
    private readonly url: string,
    private readonly agent: Agent,
    private readonly key: SigningKey,
  ) {}

  ask(
    path: 'identity' | OrganisationsQuestion,
    question: object,
    requestId: string,
    timeoutMs = 1_500,
  ): Promise<SubgraphAnswer> {
    const to = addressOf(this.url, `/internal/${path}`);
    const body = JSON.stringify(question);
    const post = (): Promise<SubgraphAnswer> => {
      const request = {method: 'POST', path: to.path, length: Buffer.byteLength(body)};
      const envelope = signEnvelope({caller: systemCaller(requestId), key: this.key, request, body});
      const headers = {[ENVELOPE_HEADER]: envelope, 'x-request-id': requestId};
      return postJson(this.agent, {to, body, headers, timeoutMs, maxBytes: 1_000_000});
    };
    return path === 'identity' ? repeatable(post) : post();
  }
}
