import {type Static, Type} from '@sinclair/typebox';
import {Key, Moment, oneOf, OrganisationCode, strict, Text} from './values.js';

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
    from: Type.Optional(Moment),
    until: Type.Optional(Moment),
    stated: Type.Optional(
      Type.String({maxLength: 200, description: 'The words of the notice, where they are not a date (A36).'}),
    ),
    tentative: Type.Optional(Type.Boolean({description: 'The dates may still move (R22).'})),
  },
  strict,
);

export type StageDefinition = Static<typeof Stage>;
