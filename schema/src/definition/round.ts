import {type Static, Type} from '@sinclair/typebox';
import {DecimalText, expects, Key, oneOf, strict, Text, When, type Settled} from './values.js';

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
    freezeAt: Type.Optional(When),
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
