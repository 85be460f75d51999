import {type Static, Type} from '@sinclair/typebox';
import {expects, Key, oneOf, OrganisationCode, strict, Text} from './values.js';

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

export type PlanDefinition = Static<typeof Plan>;
export type MetricDefinition = Static<typeof Metric>;
