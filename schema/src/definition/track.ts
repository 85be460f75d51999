import {type Static, Type} from '@sinclair/typebox';
import {organisationKinds, organisationLevels} from '../organisation.kinds.js';
import {Hosting} from './stage.js';
import {Key, Moment, oneOf, OrganisationCode, strict, Text} from './values.js';

export const trackKinds = [
  'SONG',
  'VIDEO',
  'PHOTO',
  'RECITATION',
  'POSTER',
  'ANIMATION',
  'TEXT',
  'CASE',
  'PLATFORM',
  'ACCOUNT',
  'PERSON',
  'ACTIVITY',
  'PERFORMANCE',
] as const;

/** A class of units for caps (R78, A22): the first class whose rule matches wins; `except` and `units` overrule it by code. */
export const UnitClass = Type.Object(
  {
    key: Key,
    name: Text,
    kinds: Type.Optional(Type.Array(oneOf(organisationKinds), {minItems: 1})),
    levels: Type.Optional(Type.Array(oneOf(organisationLevels), {minItems: 1})),
    units: Type.Optional(Type.Array(OrganisationCode)),
    except: Type.Optional(Type.Array(OrganisationCode)),
  },
  strict,
);

/** A rule on one file of a work (R63, R64, R67). Sizes in bytes, durations in seconds; `below` is strict, `most` inclusive (A9). */
const bound = Type.Optional(Type.Number({exclusiveMinimum: 0}));
export const AssetRule = Type.Object(
  {
    key: Key,
    name: Text,
    role: oneOf(['VIDEO', 'AUDIO', 'IMAGE', 'COVER', 'DOCUMENT'] as const),
    required: Type.Boolean(),
    count: Type.Optional(Type.Integer({minimum: 1, maximum: 50, description: 'How many at most; 1 when absent.'})),
    types: Type.Array(oneOf(['mp4', 'mov', 'mp3', 'm4a', 'jpg', 'png', 'webp', 'pdf', 'docx'] as const), {minItems: 1}),
    aspect: Type.Optional(
      Type.Object(
        {
          width: Type.Integer({minimum: 1}),
          height: Type.Integer({minimum: 1}),
          tolerance: Type.Number({minimum: 0, maximum: 0.5}),
        },
        strict,
      ),
    ),
    duration: Type.Optional(Type.Object({most: bound, below: bound}, strict)),
    size: Type.Optional(Type.Object({most: bound, below: bound}, strict)),
    severity: Type.Optional(oneOf(['REJECT', 'WARN'] as const)),
  },
  strict,
);

/** A field a work carries beside its title and author (R65, R66). */
export const FieldRule = Type.Object(
  {
    key: Key,
    name: Text,
    required: Type.Boolean(),
    maxCharacters: Type.Optional(
      Type.Integer({minimum: 1, maximum: 20_000, description: 'Unicode code points, spaces not counted (A38).'}),
    ),
    personal: Type.Optional(Type.Boolean({description: 'Personal data: masked unless the role may see it (R74).'})),
    choices: Type.Optional(Type.Array(Text, {minItems: 1})),
  },
  strict,
);

export const Track = Type.Object(
  {
    key: Key,
    name: Text,
    kind: oneOf(trackKinds),
    hosting: Type.Array(Hosting),
    intake: Type.Optional(Key),
    deadline: Type.Optional(Moment),
    channels: Type.Optional(Type.Array(oneOf(['UPLOAD', 'EXTERNAL', 'EMAIL', 'ARCHIVE'] as const), {minItems: 1})),
    categories: Type.Optional(Type.Array(Type.Object({key: Key, name: Text}, strict))),
    eligibility: Type.Optional(Type.Array(Text)),
    criteria: Type.Optional(Type.Array(Text)),
    soloOnly: Type.Optional(Type.Boolean({description: 'One performer a work, no choir, no duet (R70).'})),
    worksPerAuthor: Type.Optional(Type.Integer({minimum: 1})),
    fields: Type.Optional(Type.Array(FieldRule)),
    assets: Type.Optional(Type.Array(AssetRule)),
    consent: Type.Optional(Type.Object({version: Type.String({maxLength: 40}), text: Text}, strict)),
    recommendation: Type.Optional(
      Type.Object(
        {
          caps: Type.Array(Type.Object({class: Key, most: Type.Integer({minimum: 0, maximum: 100_000})}, strict), {
            minItems: 1,
          }),
        },
        strict,
      ),
    ),
    screening: Type.Optional(
      Type.Object({stage: Type.Optional(Key), atMost: Type.Integer({minimum: 1, maximum: 100_000})}, strict),
    ),
  },
  strict,
);

export type TrackDefinition = Static<typeof Track>;
export type AssetRule = Static<typeof AssetRule>;
export type FieldRule = Static<typeof FieldRule>;
export type UnitClass = Static<typeof UnitClass>;
