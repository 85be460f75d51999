import {type Static, Type} from '@sinclair/typebox';
import {Award} from './award.js';
import {Plan} from './plan.js';
import {Round} from './round.js';
import {Hosting, Stage} from './stage.js';
import {Track, UnitClass} from './track.js';
import {expects, Key, Moment, oneOf, OrganisationCode, strict, Text} from './values.js';

/**
 * The definition format: one YAML file per campaign, read into this shape (R15, R48 and the notices). Every object refuses unknown
 * keys, so that a typing error is an error. Keys are immutable: rows elsewhere hold them. All dates are in `campaign.timezone`.
 */
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
