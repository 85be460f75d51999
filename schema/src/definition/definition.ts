import {type Static, Type} from '@sinclair/typebox';
import {Award} from './award.js';
import {Notice, type NoticeDefinition} from './notice.js';
import {Plan, type PlanDefinition} from './plan.js';
import {Policies} from './policies.js';
import {Round, type RoundDefinition} from './round.js';
import {type DateDefinition, Hosting, NamedDate, Stage, type StageDefinition} from './stage.js';
import {RuleSet, Track, type TrackDefinition} from './track.js';
import {UnitClass} from './unit-class.js';
import {expects, Key, oneOf, OrganisationCode, strict, Text} from './values.js';

/** Of which sections a campaign takes over what the campaign above it has, item by item, by key (R7). */
export const inheritable = ['stages', 'dates', 'tracks', 'ruleSets', 'classes', 'metrics', 'forms', 'awards'] as const;

const Parent = Type.Object(
  {
    campaign: Key,
    inherit: Type.Optional(
      Type.Array(
        Type.Object(
          {
            section: oneOf(inheritable),
            only: Type.Optional(Type.Array(Key)),
            except: Type.Optional(Type.Array(Key)),
          },
          strict,
        ),
        {
          description:
            'Items taken over from the campaign above. An item with the same key written here overrides those of its properties that it names. From one parent only.',
        },
      ),
    ),
    tracks: Type.Optional(
      Type.Array(Type.Object({track: Key, to: Type.Union([Key, Type.Null()])}, strict), {
        description:
          "Which of its tracks each of ours goes on to; null: none (A21). Tracks with the parent's keys need no line.",
      }),
    ),
    metrics: Type.Optional(
      Type.Array(Type.Object({metric: Key, to: Type.Union([Key, Type.Null()])}, strict), {
        description:
          "Which of its metrics ours count towards: a report is handed in once and reused above (R113, R43). Metrics with the parent's keys need no line.",
      }),
    ),
  },
  strict,
);

/**
 * The definition format: one YAML file per campaign, read into this shape (R15, R48 and the notices). Every object refuses unknown
 * keys, so that a typing error is an error. Keys are immutable: rows elsewhere hold them. All dates are in `campaign.timezone`.
 */
export const DefinitionFile = Type.Object(
  {
    concours: Type.Literal(1, {description: 'The version of this format.'}),
    campaign: Type.Object(
      {
        key: Key,
        title: Text,
        theme: Type.Optional(Text),
        series: Type.Optional(
          Type.String({...Key, description: 'What recurs: campaigns of one series are compared year by year (R27).'}),
        ),
        year: Type.Optional(Type.Integer({minimum: 1900, maximum: 2200})),
        timezone: Type.String({
          pattern: '^[A-Za-z_]+(/[A-Za-z_+-]+)*$',
          maxLength: 64,
          ...expects('时区名，例如 Asia/Shanghai', 'a zone such as Asia/Shanghai'),
          description: 'IANA zone; decides days and deadlines (A7).',
        }),
        owner: OrganisationCode,
        hosting: Type.Array(Hosting, {minItems: 1}),
        venue: Type.Optional(Type.Object({name: Text, tentative: Type.Optional(Type.Boolean())}, strict)),
        parents: Type.Optional(
          Type.Array(Parent, {maxItems: 5, description: 'The campaigns it stands under, nearest first (R7).'}),
        ),
      },
      strict,
    ),
    notice: Type.Optional(Notice),
    policies: Policies,
    classes: Type.Optional(Type.Array(UnitClass, {maxItems: 100})),
    ruleSets: Type.Optional(Type.Array(RuleSet, {maxItems: 50})),
    stages: Type.Array(Stage, {minItems: 1, maxItems: 100}),
    dates: Type.Optional(Type.Array(NamedDate, {maxItems: 100})),
    rulings: Type.Optional(
      Type.Array(Type.Object({on: Type.String({minLength: 1, maxLength: 200}), ruling: Text}, strict), {
        maxItems: 50,
        description: 'How the owner settles what the notice leaves in contradiction (A6, A13); `on` names the point.',
      }),
    ),
    tracks: Type.Array(Track, {minItems: 1, maxItems: 200}),
    plan: Type.Optional(Plan),
    rounds: Type.Optional(Type.Array(Round, {maxItems: 100})),
    awards: Type.Optional(Type.Array(Award, {maxItems: 200})),
  },
  {...strict, title: 'Concours campaign definition', $id: 'concours-definition-1'},
);

/** As somebody wrote it. */
export type DefinitionFile = Static<typeof DefinitionFile>;

/** As it is in force and as every service is told: what is inherited is in it, rule sets are in their tracks, dates are exact or absent. */
export type Definition = Omit<
  DefinitionFile,
  'notice' | 'ruleSets' | 'stages' | 'dates' | 'tracks' | 'plan' | 'rounds'
> & {
  notice?: NoticeDefinition;
  stages: StageDefinition[];
  dates?: DateDefinition[];
  tracks: TrackDefinition[];
  plan?: PlanDefinition;
  rounds?: RoundDefinition[];
};
