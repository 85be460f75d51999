import {Needs, openTo} from '@concours/kernel/needs';
import {DateTime, Json} from '@concours/kernel/scalars';
import {Directive, Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {Round} from '../rounds/round.js';
import type {RoundView} from '../rounds/round.service.js';
import type {ResultRow} from './result-row.js';

export enum ResultState {
  FROZEN = 'FROZEN',
  ON_NOTICE = 'ON_NOTICE',
  PUBLISHED = 'PUBLISHED',
}
registerEnumType(ResultState, {
  name: 'ResultState',
  description:
    'FROZEN: the order is fixed, with its proof. ON_NOTICE: shown for the public-notice period (公示). PUBLISHED: final.',
});

@ObjectType({
  description: 'The order of a round, frozen (R96, R97, R106). Shown to everybody from the public notice on.',
})
@Directive('@key(fields: "id", resolvable: false)')
export class Result {
  row: ResultRow;
  view: RoundView;

  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => Round, {description: 'The round.'})
  round: Round;

  @Field(() => ResultState, {description: 'How far it has come.'})
  state: ResultState;

  @Field(() => String, {description: "SHA-256 in hex of the bundle's canonical JSON: sorted keys, no space."})
  digest: string;

  @Field(() => DateTime, {description: 'When it was frozen.'})
  frozenAt: Date;

  @Field(() => String, {description: 'Who froze it.'})
  frozenBy: string;

  @Field(() => DateTime, {nullable: true, description: 'When the public notice began.'})
  noticeFrom: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The last instant of the public notice: the end of its last working day (A35).',
  })
  noticeUntil: Date | null;

  @Field(() => DateTime, {nullable: true, description: 'When it was published.'})
  publishedAt: Date | null;

  @Field(() => String, {nullable: true, description: 'Who published it: somebody else than who froze it.'})
  publishedBy: string | null;

  @Needs(openTo.published, 'round.read', {at: "the campaign's owner"})
  @Field(() => Json, {
    nullable: true,
    description:
      'Everything the numbers rest on: entries with votes, sheets (judges numbered, not named), points and carried scores, the rules, the seed of lots, the rows. `npm run verify -- FILE` recomputes it.',
  })
  bundle: unknown;
}
