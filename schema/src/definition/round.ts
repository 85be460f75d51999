import {type Static, Type} from '@sinclair/typebox';
import {BallotIntegrity} from './ballot-integrity.js';
import {DecimalText, expects, Key, oneOf, OrganisationCode, strict, Text, When, type Settled} from './values.js';

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
    perGroup: Type.Optional(
      oneOf(['AVERAGE', 'SUM'] as const, {
        description:
          'Converts within each constituency by itself, so that each weighs the same whatever its turnout; then the average of those that could vote for the entry, or the sum scaled to the most that an entry could get.',
      }),
    ),
  },
  strict,
);

/** TBA: the notice says "weighted" and no more. The round can not open before there is a number (R88, A3). */
const Weight = Type.Union([DecimalText, Type.Literal('TBA')], {
  ...expects('非负整数、加引号的小数，或 TBA', 'a whole number, a quoted decimal, or TBA'),
});

const Criterion = Type.Object({key: Key, name: Text, most: DecimalText}, strict);
const Component = Type.Union([
  Type.Object({key: Key, name: Text, weight: Weight, from: Type.Literal('BALLOT'), convert: Conversion}, strict),
  Type.Object(
    {
      key: Key,
      name: Text,
      weight: Weight,
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
  Type.Object({key: Key, name: Text, weight: Weight, from: Type.Literal('CLERK'), most: DecimalText}, strict),
  // votes held elsewhere, brought in as counts with their evidence (R124)
  Type.Object({key: Key, name: Text, weight: Weight, from: Type.Literal('EXTERNAL'), convert: Conversion}, strict),
  Type.Object(
    {
      key: Key,
      name: Text,
      weight: Weight,
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

/** Whose votes are counted apart (R86): who voted from where weighs no more because more people live there. */
const Constituency = Type.Object({key: Key, name: Text, units: Type.Array(OrganisationCode, {minItems: 1})}, strict);
const Groups = Type.Union([Type.Literal('UNITS_BELOW_OWNER'), Type.Array(Constituency, {minItems: 2, maxItems: 500})], {
  description:
    "Constituencies: a voter belongs to the one whose unit, or a unit below it, vouches for the voter. UNITS_BELOW_OWNER: each unit directly below the campaign's owner is one.",
  ...expects(
    'UNITS_BELOW_OWNER，或 [{key, name, units: [单位代码]}]',
    'UNITS_BELOW_OWNER, or [{key, name, units: [codes of organisations]}]',
  ),
});

export const visibilities = ['HIDDEN', 'DELAYED', 'LIVE'] as const;
/** OPENID: signed in at an identity provider of the platform, with no account here. */
export const voterKinds = ['ACCOUNT', 'PARTNER_APP', 'OPENID'] as const;
export type VoterKind = (typeof voterKinds)[number];

const Ballot = Type.Object(
  {
    stage: Key,
    perDay: Type.Optional(
      Type.Integer({minimum: 1, maximum: 1000, description: 'Marks a voter has each day of the campaign zone.'}),
    ),
    perRound: Type.Optional(Type.Integer({minimum: 1, maximum: 100_000})),
    rolling: Type.Optional(
      Type.Object(
        {marks: Type.Integer({minimum: 1, maximum: 1000}), hours: Type.Integer({minimum: 1, maximum: 744})},
        {
          ...strict,
          description: 'Marks a voter has in any span of so many hours, wherever midnight falls (R142).',
        },
      ),
    ),
    perEntryPerDay: Type.Optional(Type.Integer({minimum: 1, maximum: 1000})),
    perEntryPerRound: Type.Optional(Type.Integer({minimum: 1, maximum: 100_000})),
    ballotsPerDay: Type.Optional(
      Type.Integer({minimum: 1, maximum: 100, description: 'How often a voter may hand in a ballot each day.'}),
    ),
    ballotsPerRound: Type.Optional(Type.Integer({minimum: 1, maximum: 1000})),
    marks: Type.Optional(
      Type.Object(
        {atLeast: Type.Integer({minimum: 1}), atMost: Type.Integer({minimum: 1, maximum: 200})},
        {
          ...strict,
          description: 'How many different entries a ballot names; exactly n where both are n.',
        },
      ),
    ),
    ownUnitExcluded: Type.Optional(Type.Boolean()),
    groups: Type.Optional(Groups),
    ownGroupExcluded: Type.Optional(Type.Boolean({description: 'Nobody votes for an entry of the own constituency.'})),
    visibility: oneOf(visibilities),
    delayMinutes: Type.Optional(
      Type.Integer({minimum: 1, maximum: 1440, description: 'With DELAYED: how old the counts shown are at least.'}),
    ),
    freezeAt: Type.Optional(When),
    voters: Type.Array(oneOf(voterKinds), {minItems: 1}),
    integrity: Type.Optional(BallotIntegrity),
  },
  strict,
);

export const tieKeys = ['SUBMITTED_EARLIER', 'LOT'] as const;
const Cut = Type.Object(
  {
    to: Type.Integer({minimum: 1, maximum: 100_000}),
    mode: oneOf(['EXACTLY', 'AT_MOST'] as const),
    direct: Type.Optional(
      Type.Object(
        {component: Key, first: Type.Integer({minimum: 1, maximum: 100_000})},
        {
          ...strict,
          description: 'The first so many by one component, such as the vote, advance whatever their total (R142).',
        },
      ),
    ),
    next: Type.Optional(Key),
  },
  strict,
);

export const Round = Type.Object(
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

/** As it is written. */
export type RoundFile = Static<typeof Round>;
export type BallotFile = Static<typeof Ballot>;

export type BallotDefinition = Settled<BallotFile, 'freezeAt'>;
type Weighted<T> = T extends {weight: unknown} ? Omit<T, 'weight'> & {weight: Static<typeof DecimalText>} : never;
/** As it is in force: rounds with a weight that nobody has set are not. */
export type ComponentDefinition = Weighted<Static<typeof Component>>;
export type RoundDefinition = Omit<RoundFile, 'ballot' | 'components'> & {
  ballot?: BallotDefinition;
  components: ComponentDefinition[];
};
export type ConversionDefinition = Static<typeof Conversion>;
