import {type Static, Type} from '@sinclair/typebox';
import {DecimalText, Key, oneOf, strict, Text} from './values.js';

/** Award families (R103, R105). `by` absent: decided by hand; `count` absent: open ("several") until it is fixed. */
export const Award = Type.Object(
  {
    key: Key,
    name: Text,
    to: oneOf(['ENTRY', 'UNIT', 'PERSON'] as const),
    family: Type.Optional(
      Type.Object(
        {key: Key, name: Text},
        {
          ...strict,
          description: 'Awards of one family form a pyramid, highest first: first, second, third prize (R139).',
        },
      ),
    ),
    tracks: Type.Optional(Type.Array(Key, {minItems: 1})),
    count: Type.Optional(Type.Integer({minimum: 1})),
    atMost: Type.Optional(Type.Integer({minimum: 1})),
    share: Type.Optional(
      Type.Unsafe<string | number>({
        ...DecimalText,
        description: 'At most so many percent of the entries (R105, R139).',
      }),
    ),
    fixBefore: Type.Optional(
      Type.String({...Key, description: 'The stage before whose end an open number must be fixed (A26).'}),
    ),
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
