import {type Static, Type} from '@sinclair/typebox';
import {Hosting} from './stage.js';
import {Key, oneOf, strict, Text, When, type Settled} from './values.js';

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

/** Fields and files that several tracks share. */
export const RuleSet = Type.Object(
  {
    key: Key,
    name: Text,
    fields: Type.Optional(Type.Array(FieldRule)),
    assets: Type.Optional(Type.Array(AssetRule)),
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
    deadline: Type.Optional(When),
    openTo: Type.Optional(
      oneOf(['OWNER', 'EVERYWHERE'] as const, {
        description: "Whose units may hand in: those below the campaign's owner (when absent), or any (R8).",
      }),
    ),
    handedInBy: Type.Optional(
      Type.Array(oneOf(['WORKER', 'UNIT', 'UNION'] as const), {
        minItems: 1,
        description: 'Workers, units of any kind, union organisations only (R14, R56); WORKER and UNIT when absent.',
      }),
    ),
    originality: Type.Optional(oneOf(['ORIGINAL', 'COVER', 'EITHER'] as const)),
    standard: Type.Optional(
      Type.Object(
        {title: Text, annex: Type.Optional(Key)},
        {...strict, description: 'The index system it is judged by (R57).'},
      ),
    ),
    portals: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Text,
            kind: oneOf(['SITE', 'APP', 'WECHAT', 'H5', 'MINI_PROGRAM', 'OTHER'] as const),
            address: Type.Optional(Type.String({pattern: '^https://[^\\s<>"]{3,480}$'})),
          },
          strict,
        ),
        {maxItems: 20, description: 'Where its works are shown or taken in (R59, R61, R123).'},
      ),
    ),
    duties: Type.Optional(
      Type.Array(Type.Object({key: Key, name: Text, by: Type.Optional(When)}, strict), {
        maxItems: 30,
        description: "The host's checklist (R58).",
      }),
    ),
    workPlan: Type.Optional(
      Type.Object(
        {by: Type.Optional(When)},
        {...strict, description: 'Its hosts hand in a work plan, which the owner approves (R125).'},
      ),
    ),
    onward: Type.Optional(
      Type.Array(
        Type.Object(
          {
            key: Key,
            name: Text,
            kind: oneOf(['RECOMMENDATION', 'BOOKLET', 'SHOWCASE', 'SELECTION'] as const),
            campaign: Type.Optional(Key),
            by: Type.Optional(When),
          },
          strict,
        ),
        {
          maxItems: 10,
          description:
            'What becomes of its best (R62, R85, R111). A RECOMMENDATION goes to the track that `campaign.parents` maps it to.',
        },
      ),
    ),
    rules: Type.Optional(
      Type.Array(Key, {description: 'Rule sets whose fields and files it takes over, in this order.'}),
    ),
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

/** As it is written. */
export type TrackFile = Static<typeof Track>;

/** As it is in force: the rule sets it takes over are among its fields and files. */
export type TrackDefinition = Settled<Omit<TrackFile, 'rules' | 'duties' | 'workPlan' | 'onward'>, 'deadline'> & {
  duties?: Settled<NonNullable<TrackFile['duties']>[number], 'by'>[];
  workPlan?: {by?: string};
  onward?: Settled<NonNullable<TrackFile['onward']>[number], 'by'>[];
};
export type AssetRule = Static<typeof AssetRule>;
export type FieldRule = Static<typeof FieldRule>;
