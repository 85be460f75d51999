import {type Static, Type} from '@sinclair/typebox';
import {oneOf, strict} from './values.js';

/** What may be wrong with a vote (R101): a burst for a work, a device with many identities, ballots alike, fresh identities, an app out of line. */
export const signalKinds = ['BURST', 'DEVICE', 'PATTERN', 'FRESH', 'APP'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** How votes are watched. Every signal is always looked for; what is absent has the default of the platform. */
export const BallotIntegrity = Type.Object(
  {
    hold: Type.Optional(
      Type.Array(oneOf(signalKinds), {
        description:
          'Signals whose votes are put aside at once, until a person has decided. The others are flagged only.',
      }),
    ),
    identitiesPerDevice: Type.Optional(
      Type.Integer({minimum: 1, maximum: 1000, description: 'More voters on one device are a signal.'}),
    ),
    freshDays: Type.Optional(
      Type.Integer({minimum: 0, maximum: 365, description: 'An identity younger than this when it votes is fresh.'}),
    ),
    perMinute: Type.Optional(
      Type.Object(
        {
          identity: Type.Optional(Type.Integer({minimum: 1, maximum: 6000})),
          device: Type.Optional(Type.Integer({minimum: 1, maximum: 60_000})),
          app: Type.Optional(Type.Integer({minimum: 1, maximum: 10_000_000})),
        },
        {
          ...strict,
          description:
            'How many ballots a minute are taken in of one identity, from one device, through one app (R101); more are refused for a moment and count for nothing. Absent: no such limit. There is none for a network address: a whole factory shares one.',
        },
      ),
    ),
  },
  strict,
);

export type BallotPace = NonNullable<Static<typeof BallotIntegrity>['perMinute']>;
