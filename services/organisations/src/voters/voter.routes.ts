import type {Route} from '@concours/kernel/serve';
import {internalRoute, textOf} from '../internal-route.js';
import type {VoterSessions} from './voter-session.service.js';

/** What the gateway asks when a browser comes to vote, and when it goes. */
export function voterRoute(voters: VoterSessions, demoToken: () => Promise<string | null>): Route {
  return internalRoute(
    '/internal/voter',
    {statusOf: {VOTER_TOKEN_INVALID: 400}},
    {
      exchange: async ({token}, {requestId}) => ({
        status: 200,
        body: await voters.exchange(textOf(token) ?? '', requestId),
      }),
      demo: async (_question, {requestId}) => {
        const token = await demoToken();
        if (token === null) return {status: 404, body: {}};
        return {status: 200, body: await voters.exchange(token, requestId)};
      },
      end: async ({token}) => {
        await voters.end(textOf(token) ?? '');
        return {status: 200, body: {}};
      },
    },
  );
}
