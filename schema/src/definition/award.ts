import {type Static, Type} from '@sinclair/typebox';
import {Key, oneOf, strict, Text} from './values.js';

/** Award families (R103, R105). `by` absent: decided by hand; `count` absent: open ("several") until it is fixed. */
export const Award = Type.Object(
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

export type AwardDefinition = Static<typeof Award>;
