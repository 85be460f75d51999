import {type Static, Type} from '@sinclair/typebox';
import {Key, oneOf, OrganisationCode, strict, Text, When, type Settled} from './values.js';

export const stageKinds = [
  'INTAKE',
  'REPORTING',
  'SCREENING',
  'VOTE',
  'JUDGING',
  'FINAL',
  'PUBLIC_NOTICE',
  'SUMMARY',
  'SHOWCASE',
  'OTHER',
] as const;
export const hostingRoles = ['GUIDING', 'SPONSORING', 'ORGANISING', 'ASSISTING'] as const;

export const Hosting = Type.Object(
  {role: oneOf(hostingRoles), organisations: Type.Array(OrganisationCode, {minItems: 1})},
  strict,
);

export const Stage = Type.Object(
  {
    key: Key,
    name: Text,
    kind: oneOf(stageKinds),
    tracks: Type.Optional(
      Type.Array(Key, {minItems: 1, description: 'A stage of these tracks alone: their own calendar (R26).'}),
    ),
    from: Type.Optional(When),
    until: Type.Optional(When),
    stated: Type.Optional(
      Type.String({maxLength: 200, description: 'The words of the notice, where they are not a date (A36).'}),
    ),
    tentative: Type.Optional(Type.Boolean({description: 'The dates may still move (R22).'})),
  },
  strict,
);

/** Dates beside those of stages: deadlines of tables and recommendations, events, evenings (R24, A40). */
export const dateKinds = ['WORKS', 'TABLE', 'ONWARD', 'WORK_PLAN', 'VOTE', 'PUBLICATION', 'EVENT', 'OTHER'] as const;
export const NamedDate = Type.Object(
  {
    key: Key,
    name: Text,
    kind: oneOf(dateKinds),
    track: Type.Optional(Key),
    at: When,
    stated: Type.Optional(Type.String({maxLength: 200})),
    tentative: Type.Optional(Type.Boolean()),
  },
  strict,
);

/** As it is written. */
export type StageFile = Static<typeof Stage>;

/** As it is in force: dates are exact, and absent where nobody has confirmed one. */
export type StageDefinition = Settled<StageFile, 'from' | 'until'>;
export type DateDefinition = Settled<Static<typeof NamedDate>, 'at'>;
