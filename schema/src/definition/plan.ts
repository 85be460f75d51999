import {type Static, Type} from '@sinclair/typebox';
import {UnitSet} from './unit-class.js';
import {expects, Key, oneOf, OrganisationCode, strict, Text, When} from './values.js';

/** Fits the graph's Int. */
const Quota = Type.Integer({minimum: 0, maximum: 2_000_000_000});

/** How approved reports, and the register, add to a metric. */
const countable = [
  Type.Object({each: Type.Literal('report')}, strict),
  Type.Object(
    {distinct: oneOf(['unit', 'enterprise'] as const)},
    {
      ...strict,
      description: 'unit: 1 for a unit that has reported at all. enterprise: each enterprise once in the whole plan.',
    },
  ),
  Type.Object({sum: oneOf(['participants', 'workersReached', 'publicists', 'audience'] as const)}, strict),
  Type.Object(
    {register: Type.Literal('publicists')},
    {...strict, description: 'People of the register of publicists (R45).'},
  ),
];

const Count = Type.Union(
  [
    ...countable,
    Type.Object(
      {
        either: Type.Array(Type.Object({key: Key, name: Text, count: Type.Union(countable)}, strict), {
          minItems: 2,
          maxItems: 4,
          description: 'Sides of an "or": a report counts for the first side it fills, for one only (A16).',
        }),
        rule: oneOf(['SUM', 'GREATER'] as const, {
          description: 'What counts toward the target at each place: the sides together, or the greater one (R30).',
        }),
      },
      strict,
    ),
  ],
  expects(
    '{each: report}、{distinct: unit|enterprise}、{sum: participants|workersReached|publicists|audience}、{register: publicists} 或 {either: […], rule: SUM|GREATER}',
    '{each: report}, {distinct: unit|enterprise}, {sum: participants|workersReached|publicists|audience}, {register: publicists} or {either: […], rule: SUM|GREATER}',
  ),
);

/** What is counted (R28, R30). */
const Metric = Type.Object(
  {
    key: Key,
    name: Text,
    unit: Text,
    target: Type.Optional(
      Type.Integer({minimum: 0, maximum: 2_000_000_000, description: 'At the root; absent: not quantified (A17).'}),
    ),
    direction: Type.Optional(oneOf(['AT_LEAST', 'AT_MOST'] as const, {description: 'AT_LEAST when absent.'})),
    stated: Type.Optional(Text),
    count: Count,
  },
  strict,
);

const Row = Type.Union(
  [
    Type.Object({unit: OrganisationCode, quotas: Type.Array(Type.Union([Quota, Type.Null()]))}, strict),
    Type.Object(
      {
        bucket: Key,
        name: Text,
        members: Type.Optional(Type.Array(OrganisationCode)),
        quotas: Type.Array(Type.Union([Quota, Type.Null()])),
      },
      {...strict, description: 'A row that is not one organisation (R36, A19); its members may follow later.'},
    ),
  ],
  expects(
    '{unit: 单位代码, quotas: […]} 或 {bucket: key, name: 名称, quotas: […]}；数为不小于 0 的整数，未分配写 null',
    "{unit: an organisation's code, quotas: […]} or {bucket: key, name: …, quotas: […]}; whole numbers from 0, or null where nothing is allocated",
  ),
);

export const Plan = Type.Object(
  {
    name: Text,
    root: OrganisationCode,
    metrics: Type.Array(Metric, {minItems: 1}),
    allocation: Type.Optional(
      Type.Object(
        {
          columns: Type.Array(Key, {minItems: 1, description: 'Metric keys, in the order of the numbers of each row.'}),
          sums: Type.Array(Quota, {description: 'The printed totals; checked against the rows (R32).'}),
          basis: Type.Optional(
            oneOf(['EACH', 'COLLECTIVE'] as const, {
              description:
                'Whether a row binds the unit with all below it together (COLLECTIVE, when absent) or each unit directly below it (A14).',
            }),
          ),
          rows: Type.Unsafe<Static<typeof Row>[]>(
            Type.Union([Type.Array(Row, {minItems: 1}), Type.String({minLength: 1})], {
              description:
                'A list, or a text with a line for each unit as it is copied from a spreadsheet: its code and its numbers, with tabs, blanks or commas between, and - where nothing is allocated. A long table is a text: 60,000 lines are read in a tenth of a second.',
            }),
          ),
        },
        strict,
      ),
    ),
    floors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            key: Key,
            name: Text,
            metric: Key,
            atLeast: Quota,
            units: UnitSet,
            basis: oneOf(['EACH', 'COLLECTIVE'] as const),
          },
          strict,
        ),
        {
          maxItems: 50,
          description:
            'At least so many by each of the units meant, or by all of them together; shown beside the sums (R37, A14, A15).',
        },
      ),
    ),
    reports: Type.Object(
      {
        stage: Type.Optional(Key),
        forms: Type.Array(Type.Object({key: Key, name: Text}, strict), {minItems: 1}),
        topics: Type.Optional(Type.Array(Type.Object({key: Key, name: Text}, strict), {maxItems: 50})),
        channels: Type.Optional(
          Type.Array(Type.Object({key: Key, name: Text}, strict), {
            maxItems: 20,
            description: 'Where an event may have been spread online (R42).',
          }),
        ),
        evidence: Type.Optional(
          Type.Union([Text, Type.Object({why: Text, photos: Type.Integer({minimum: 1, maximum: 9})}, strict)], {
            description: 'Photos are asked for only where it says why (R140); as a text: why, and one photo at least.',
          }),
        ),
        confirm: Type.Optional(
          Type.Array(Type.Object({key: Key, text: Text}, strict), {
            maxItems: 5,
            description: 'What a unit confirms with each report, such as safety (R117).',
          }),
        ),
        due: Type.Optional(
          Type.Object(
            {within: Type.Integer({minimum: 1, maximum: 90})},
            {...strict, description: 'Days after the event in which it is to be reported (R44).'},
          ),
        ),
        table: Type.Optional(
          Type.Object({by: When}, {...strict, description: 'When the statistics table is to be handed in (R24).'}),
        ),
        monthly: Type.Optional(
          Type.Object(
            {day: Type.Integer({minimum: 1, maximum: 28})},
            {...strict, description: 'The day of the next month on which the figures of a month are fixed (R129).'},
          ),
        ),
      },
      strict,
    ),
  },
  strict,
);

/** As it is written. */
export type PlanFile = Static<typeof Plan>;
/** As it is in force. */
export type PlanDefinition = Omit<PlanFile, 'reports'> & {
  reports: Omit<PlanFile['reports'], 'table'> & {table?: {by?: string}};
};
export type MetricDefinition = Static<typeof Metric>;
export type CountDefinition = Static<typeof Count>;
export type AllocationRow = Static<typeof Row>;
