import type {Route} from '@concours/kernel/serve';
import {internalRoute, textOf} from '../internal-route.js';
import type {DisplayService} from './display.service.js';
import type {PairingService} from './pairing.service.js';

/** What the gateway asks for a screen: it has no account, and no way but its cookies to say who it is. */
export function displayRoute(displays: DisplayService, pairings: PairingService): Route {
  return internalRoute(
    '/internal/display',
    {statusOf: {PAIRING_THROTTLED: 429}},
    {
      begin: async ({address}) => ({status: 200, body: await pairings.begin(textOf(address) ?? '')}),
      state: async ({secret}) => ({status: 200, body: await pairings.state(textOf(secret) ?? '')}),
      place: async ({token}) => {
        const place = await displays.placeOf(textOf(token) ?? '');
        return place
          ? {status: 200, body: {name: place.name, wall: place.wall?.path ?? null}}
          : {status: 404, body: {code: 'TOKEN_UNKNOWN'}};
      },
    },
  );
}
