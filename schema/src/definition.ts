import {type Static, type TSchema, Type} from '@sinclair/typebox';
import {organisationKinds, organisationLevels} from './organisation.kinds.js';

/**
 * The definition format: one YAML file per campaign, read into this shape (R15, R48 and the notices). Every object refuses unknown
 * keys, so that a typing error is an error. Keys are immutable: rows elsewhere hold them. All dates are in `campaign.timezone`.
 */
const strict = {additionalProperties: false} as const;
/** What a message about a wrong value says is expected; an annotation, ignored by validators. */
const expects = (zh: string, en: string) => ({expects: {zh, en}});
const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({type: 'string', enum: [...values]});

export const Key = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 40,
  description: 'Immutable, lower case, words joined by hyphens.',
  ...expects(
    '小写字母、数字，词间用一个连字符，例如 semi-final',
    'lower-case letters and digits, words joined by one hyphen, such as semi-final',
  ),
});
export const Text = Type.Union(
  [
    Type.String({minLength: 1, maxLength: 500}),
    Type.Object(
      {zh: Type.String({minLength: 1, maxLength: 500}), en: Type.String({minLength: 1, maxLength: 500})},
      strict,
    ),
  ],
  {
    description: 'A text in both languages; a bare string stands for both.',
    ...expects('1 至 500 字的文本，或 {zh: …, en: …}', 'a text of 1 to 500 characters, or {zh: …, en: …}'),
  },
);
export const OrganisationCode = Type.String({
  pattern: '^[a-z0-9]+([.-][a-z0-9]+)*$',
  maxLength: 100,
  description: "The organisation's stable code, such as ah.hefei.",
  ...expects('单位代码，例如 ah.hefei', "an organisation's code, such as ah.hefei"),
});
export const Moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$',
  description:
    'A date (its whole day: from 00:00 as a start, through 23:59:59.999 as an end) or a local date and time, inclusive to its last second or minute.',
  ...expects(
    '日期或当地时间，例如 2024-07-31 或 2024-07-31T23:59:59',
    'a date or local time, such as 2024-07-31 or 2024-07-31T23:59:59',
  ),
});
/** An exact decimal with at most four places, written as a string or a whole number. */
export const DecimalText = Type.Union(
  [Type.String({pattern: '^\\d{1,9}(\\.\\d{1,4})?$'}), Type.Integer({minimum: 0, maximum: 999_999_999})],
  {
    ...expects(
      "非负整数，或加引号的小数（至多四位），例如 '7.5'",
      "a whole number from 0, or a quoted decimal of at most four places, such as '7.5'",
    ),
  },
);

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

const Hosting = Type.Object(
  {role: oneOf(hostingRoles), organisations: Type.Array(OrganisationCode, {minItems: 1})},
  strict,
);

const Stage = Type.Object(
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

/** A class of units for caps (R78, A22): the first class whose rule matches wins; `except` and `units` overrule it by code. */
const UnitClass = Type.Object(
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
const AssetRule = Type.Object(
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
const FieldRule = Type.Object(
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

const Track = Type.Object(
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

/** What is counted (R28, R30). `count` says how approved reports add to it. */
const Metric = Type.Object(
  {
    key: Key,
    name: Text,
    unit: Text,
    target: Type.Optional(
      Type.Integer({minimum: 0, maximum: 2_000_000_000, description: 'At the root; absent: not quantified (A17).'}),
    ),
    count: Type.Union(
      [
        Type.Object({each: Type.Literal('report')}, strict),
        Type.Object({distinct: Type.Literal('unit')}, strict),
        Type.Object({sum: oneOf(['participants', 'workersReached', 'publicists', 'audience'] as const)}, strict),
      ],
      expects(
        '{each: report}、{distinct: unit} 或 {sum: participants|workersReached|publicists|audience}',
        '{each: report}, {distinct: unit} or {sum: participants|workersReached|publicists|audience}',
      ),
    ),
  },
  strict,
);

/** Fits the graph's Int. */
const Quota = Type.Integer({minimum: 0, maximum: 2_000_000_000});

const Plan = Type.Object(
  {
    name: Text,
    root: OrganisationCode,
    metrics: Type.Array(Metric, {minItems: 1}),
    allocation: Type.Optional(
      Type.Object(
        {
          columns: Type.Array(Key, {minItems: 1, description: 'Metric keys, in the order of the numbers of each row.'}),
          sums: Type.Array(Quota, {description: 'The printed totals; checked against the rows (R32).'}),
          rows: Type.Array(
            Type.Object(
              {
                unit: OrganisationCode,
                quotas: Type.Array(
                  Type.Union(
                    [Quota, Type.Null()],
                    expects(
                      '不小于 0 的整数；未分配写 null',
                      'a whole number from 0, or null where nothing is allocated',
                    ),
                  ),
                ),
              },
              strict,
            ),
            {minItems: 1},
          ),
        },
        strict,
      ),
    ),
    reports: Type.Object(
      {
        stage: Type.Optional(Key),
        forms: Type.Array(Type.Object({key: Key, name: Text}, strict), {minItems: 1}),
        evidence: Type.Optional(Text),
      },
      strict,
    ),
  },
  strict,
);

/** Votes to points (R98, A2): no silent default. Zero votes give 0; all equal give the full scale except under MIN_MAX, where they give 100 too. */
export const conversionMethods = ['SHARE_OF_LEADER', 'SHARE_OF_ALL', 'MIN_MAX', 'RANK_TABLE', 'PERCENTILE'] as const;
const Conversion = Type.Object(
  {
    method: oneOf(conversionMethods),
    table: Type.Optional(
      Type.Array(DecimalText, {
        minItems: 1,
        description: 'Points of the 1st, 2nd … place, for RANK_TABLE; 0 beyond it.',
      }),
    ),
  },
  strict,
);

const Criterion = Type.Object({key: Key, name: Text, most: DecimalText}, strict);
const Component = Type.Union([
  Type.Object({key: Key, name: Text, weight: DecimalText, from: Type.Literal('BALLOT'), convert: Conversion}, strict),
  Type.Object(
    {
      key: Key,
      name: Text,
      weight: DecimalText,
      from: Type.Literal('PANEL'),
      criteria: Type.Array(Criterion, {minItems: 1, maxItems: 50}),
      judges: Type.Optional(
        Type.Object(
          {
            atLeast: Type.Integer({minimum: 1}),
            trim: Type.Optional(
              Type.Integer({minimum: 0, maximum: 3, description: 'Sheets dropped at each end; at least one stays.'}),
            ),
          },
          strict,
        ),
      ),
    },
    strict,
  ),
  Type.Object({key: Key, name: Text, weight: DecimalText, from: Type.Literal('CLERK'), most: DecimalText}, strict),
  Type.Object(
    {
      key: Key,
      name: Text,
      weight: DecimalText,
      from: Type.Literal('ROUND'),
      round: Key,
      carry: Type.Union([Type.Object({component: Key}, strict), Type.Literal('COMPOSITE')], {
        description: 'What is carried in: one component, converted to 0–100, or the composite (A1).',
        ...expects('{component: 计分项的 key} 或 COMPOSITE', '{component: its key} or COMPOSITE'),
      }),
    },
    strict,
  ),
]);

const Ballot = Type.Object(
  {
    stage: Key,
    perDay: Type.Optional(
      Type.Integer({minimum: 1, maximum: 1000, description: 'Marks a voter has each day of the campaign zone.'}),
    ),
    perRound: Type.Optional(Type.Integer({minimum: 1, maximum: 100_000})),
    perEntryPerDay: Type.Optional(Type.Integer({minimum: 1, maximum: 1000})),
    marks: Type.Optional(
      Type.Object({atLeast: Type.Integer({minimum: 1}), atMost: Type.Integer({minimum: 1, maximum: 200})}, strict),
    ),
    ownUnitExcluded: Type.Optional(Type.Boolean()),
    visibility: oneOf(['HIDDEN', 'LIVE'] as const),
    freezeAt: Type.Optional(Moment),
    voters: Type.Array(oneOf(['ACCOUNT', 'PARTNER_APP'] as const), {minItems: 1}),
  },
  strict,
);

export const tieKeys = ['SUBMITTED_EARLIER', 'LOT'] as const;
const Cut = Type.Object(
  {
    to: Type.Integer({minimum: 1, maximum: 100_000}),
    mode: oneOf(['EXACTLY', 'AT_MOST'] as const),
    next: Type.Optional(Key),
  },
  strict,
);

const Round = Type.Object(
  {
    key: Key,
    name: Text,
    track: Key,
    entries: Type.Union(
      [Type.Object({shortlist: Type.Literal(true)}, strict), Type.Object({round: Key}, strict)],
      expects('{shortlist: true} 或 {round: 上一赛段的 key}', '{shortlist: true} or {round: key of the round before}'),
    ),
    stage: Key,
    ballot: Type.Optional(Ballot),
    components: Type.Array(Component, {minItems: 1, maxItems: 20}),
    ties: Type.Array(
      Type.Union(
        [oneOf(tieKeys), Type.Object({component: Key}, strict)],
        expects(
          'SUBMITTED_EARLIER、LOT 或 {component: 计分项的 key}',
          'SUBMITTED_EARLIER, LOT or {component: its key}',
        ),
      ),
      {
        minItems: 1,
        description: 'Tried in order at every rank (R99, A4); a component compares its score, higher first.',
      },
    ),
    cut: Type.Optional(Cut),
    places: Type.Optional(
      Type.Integer({minimum: 0, maximum: 6, description: 'Decimal places of published totals; 4 when absent.'}),
    ),
  },
  strict,
);

/** Award families (R103, R105). `by` absent: decided by hand; `count` absent: open ("several") until it is fixed. */
const Award = Type.Object(
  {
    key: Key,
    name: Text,
    to: oneOf(['ENTRY', 'UNIT'] as const),
    count: Type.Optional(Type.Integer({minimum: 1})),
    by: Type.Optional(
      Type.Object(
        {round: Key, component: Type.Optional(Key), after: Type.Optional(Key)},
        {
          ...strict,
          description:
            'The standing of a round, or one component of it alone (R93); `after` skips the recipients of that award.',
        },
      ),
    ),
  },
  strict,
);

export const Definition = Type.Object(
  {
    concours: Type.Literal(1, {description: 'The version of this format.'}),
    campaign: Type.Object(
      {
        key: Key,
        title: Text,
        theme: Type.Optional(Text),
        timezone: Type.String({
          pattern: '^[A-Za-z_]+(/[A-Za-z_+-]+)*$',
          maxLength: 64,
          ...expects('时区名，例如 Asia/Shanghai', 'a zone such as Asia/Shanghai'),
          description: 'IANA zone; decides days and deadlines (A7).',
        }),
        owner: OrganisationCode,
        hosting: Type.Array(Hosting, {minItems: 1}),
        venue: Type.Optional(Type.Object({name: Text, tentative: Type.Optional(Type.Boolean())}, strict)),
      },
      strict,
    ),
    notice: Type.Optional(
      Type.Object(
        {
          number: Type.Optional(Type.String({maxLength: 100})),
          issued: Moment,
          annexes: Type.Optional(Type.Array(Text)),
        },
        strict,
      ),
    ),
    policies: Type.Object(
      {
        votes: oneOf(['OFF', 'ALLOWED'] as const),
        entryRanking: oneOf(['HIDDEN', 'SHOWN'] as const),
        publicNotice: Type.Object({workingDays: Type.Integer({minimum: 1, maximum: 30})}, strict),
      },
      {
        ...strict,
        description: 'A ranking of units by votes, likes or points has no setting: it does not exist (R112).',
      },
    ),
    classes: Type.Optional(Type.Array(UnitClass, {maxItems: 100})),
    stages: Type.Array(Stage, {minItems: 1, maxItems: 100}),
    tracks: Type.Array(Track, {minItems: 1, maxItems: 200}),
    plan: Type.Optional(Plan),
    rounds: Type.Optional(Type.Array(Round, {maxItems: 100})),
    awards: Type.Optional(Type.Array(Award, {maxItems: 200})),
  },
  {...strict, title: 'Concours campaign definition', $id: 'concours-definition-1'},
);

export type Definition = Static<typeof Definition>;
export type TextValue = Static<typeof Text>;
export type StageDefinition = Static<typeof Stage>;
export type TrackDefinition = Static<typeof Track>;
export type AssetRule = Static<typeof AssetRule>;
export type FieldRule = Static<typeof FieldRule>;
export type UnitClass = Static<typeof UnitClass>;
export type PlanDefinition = Static<typeof Plan>;
export type MetricDefinition = Static<typeof Metric>;
export type RoundDefinition = Static<typeof Round>;
export type ComponentDefinition = Static<typeof Component>;
export type BallotDefinition = Static<typeof Ballot>;
export type AwardDefinition = Static<typeof Award>;
export type ConversionDefinition = Static<typeof Conversion>;
export type DefinitionSchema = TSchema;

/** The text in both languages. */
export const bilingual = (text: TextValue): {zh: string; en: string} =>
  typeof text === 'string' ? {zh: text, en: text} : text;
