import {type Static, Type} from '@sinclair/typebox';
import {UnitSet} from './unit-class.js';
import {Key, OrganisationCode, strict, Text, When, type Settled} from './values.js';

/** A document named by the notice. One that is still missing keeps closed what depends on it (R11, A34). */
export const Annex = Type.Object(
  {
    key: Key,
    name: Text,
    pending: Type.Optional(Type.Boolean({description: 'Named, but not there yet.'})),
    holds: Type.Optional(
      Type.Object(
        {
          stages: Type.Optional(Type.Array(Key)),
          tracks: Type.Optional(Type.Array(Key)),
          plan: Type.Optional(Type.Boolean()),
        },
        {...strict, description: 'What can not open before the annex is there.'},
      ),
    ),
  },
  strict,
);

/** The document a campaign rests on (R10). */
export const Notice = Type.Object(
  {
    number: Type.Optional(Type.String({maxLength: 100})),
    issued: Type.Optional(When),
    bodies: Type.Optional(
      Type.Array(OrganisationCode, {description: 'Who issues it; the SPONSORING bodies when absent.'}),
    ),
    addressees: Type.Optional(
      Type.Array(Type.Object({text: Text, units: Type.Optional(UnitSet)}, strict), {
        maxItems: 50,
        description: 'In the words of the notice, and which units they are.',
      }),
    ),
    annexes: Type.Optional(Type.Array(Annex, {maxItems: 50})),
    countersign: Type.Optional(
      Type.Boolean({
        description: 'Every issuing body signs before the campaign is public and before anything opens (R126).',
      }),
    ),
  },
  strict,
);

export type AnnexDefinition = Static<typeof Annex>;
export type NoticeDefinition = Settled<Static<typeof Notice>, 'issued'>;
