import type {Caller} from '@concours/kernel/identity';
import {notPermitted, refusalOf} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {BodyRefused, parseBody, sendJson} from '@concours/kernel/serving/wire';

export interface InternalAnswer {
  status: number;
  body: object;
}

type Question = Record<string, unknown>;

/**
 * Questions of the gateway beside the graph, by what follows the prefix. Only envelopes of the system itself are answered,
 * so a caller who talked the gateway into passing a request on here would still be refused.
 */
export function internalRoute(
  prefix: string,
  {statusOf = {}}: {statusOf?: Readonly<Record<string, number>>},
  answers: Readonly<Record<string, (question: Question, caller: Caller) => Promise<InternalAnswer>>>,
): Route {
  const refused = (error: unknown): InternalAnswer => {
    const refusal = refusalOf(error);
    const status = refusal && statusOf[refusal.code];
    if (!refusal || !status) throw error;
    const {code, text, facts} = refusal.extensions;
    return {status, body: {code, text, facts}};
  };
  return {
    prefix,
    wholeBody: true,
    async handle(req, res, caller, sent) {
      if (caller.kind !== 'system') throw notPermitted();
      const name = (req.url ?? '').split('?', 1)[0].slice(prefix.length + 1);
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
      if (!answer) return sendJson(res, 404, {code: 'NOT_FOUND'});
      if (req.method !== 'POST') throw new BodyRefused(405, 'METHOD_NOT_ALLOWED', 'Questions are posted.');
      const {status, body} = await answer(parseBody(sent), caller).catch(refused);
      sendJson(res, status, body);
    },
  };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
