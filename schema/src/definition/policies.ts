import {type Static, Type} from '@sinclair/typebox';
import {oneOf, strict, Text} from './values.js';

/** The four practices that must not load grassroots units (R112): what a campaign may do of each. */
export const practices = ['votes', 'likes', 'forwards', 'points'] as const;
export const practiceRules = ['OFF', 'LIMITED', 'ALLOWED'] as const;
const LocalTime = Type.String({pattern: '^([01]\\d|2[0-3]):[0-5]\\d$'});

export const Policies = Type.Object(
  {
    votes: oneOf(practiceRules),
    likes: Type.Optional(oneOf(practiceRules)),
    forwards: Type.Optional(oneOf(practiceRules)),
    points: Type.Optional(oneOf(practiceRules)),
    limits: Type.Optional(
      Type.Array(Text, {maxItems: 20, description: 'In words, what LIMITED means here; shown to participants.'}),
    ),
    entryRanking: oneOf(['HIDDEN', 'SHOWN'] as const),
    reminders: Type.Optional(
      Type.Object(
        {
          perUnitPerWeek: Type.Integer({minimum: 0, maximum: 7}),
          from: Type.Optional(LocalTime),
          until: Type.Optional(LocalTime),
        },
        {
          ...strict,
          description:
            'At most so many in seven days to a unit, on working days, by default from 08:30 until 17:30. Absent: one a week.',
        },
      ),
    ),
    publicNotice: Type.Object({workingDays: Type.Integer({minimum: 1, maximum: 30})}, strict),
    retention: Type.Optional(
      Type.Object(
        {days: Type.Integer({minimum: 0, maximum: 3650})},
        {
          ...strict,
          description:
            'How long personal fields of works are kept after the day the last stage ends (R74); then they are erased. Without it they are kept until somebody erases them.',
        },
      ),
    ),
  },
  {
    ...strict,
    description:
      'What the platform keeps (R112). `likes`, `forwards` and `points` are OFF when absent. A ranking of units by votes, likes or points has no setting: it does not exist.',
  },
);

export type PoliciesDefinition = Static<typeof Policies>;
