import {Refusal, type BilingualText} from '@concours/kernel/refusal';
import type {Logger} from '@concours/kernel/log';
import type {OrganisationsClient, OrganisationsQuestion} from './organisations-client.js';
import {subgraphUnavailable} from './refusals.js';
import {SubgraphFailure, type SubgraphAnswer} from './subgraph-client.js';

const patienceMs = 10_000;

/** Asks one question and takes the answers with these statuses; what it refuses is refused to whoever asked us. */
export type Organisations = (
  path: OrganisationsQuestion,
  question: object,
  requestId: string,
  expected: readonly number[],
) => Promise<SubgraphAnswer>;

export function askOrganisations(organisations: OrganisationsClient, log: Logger): Organisations {
  return async (path, question, requestId, expected) => {
    const answer = await organisations.ask(path, question, requestId, patienceMs).catch((error: Error) => {
      if (!(error instanceof SubgraphFailure)) throw error;
      log.warn({requestId, reason: error.message}, 'organisations did not answer');
      throw subgraphUnavailable({service: 'organisations'});
    });
    if (expected.includes(answer.status)) return answer;
    const {code, text, facts} = answer.body;
    if (typeof code === 'string' && isBilingual(text)) throw new Refusal(code, text, facts ?? {});
    log.error({requestId, path, status: answer.status}, 'organisations answered unexpectedly');
    throw subgraphUnavailable({service: 'organisations'});
  };
}

function isBilingual(text: unknown): text is BilingualText {
  return typeof text === 'object' && text !== null && 'zh' in text && 'en' in text;
}
