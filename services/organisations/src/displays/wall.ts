import {Directive, Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {CampaignStub} from '../grants/campaign-stub.js';

export const WallKinds = {TALLY: 'TALLY', PLAN: 'PLAN'} as const;
export type WallKind = keyof typeof WallKinds;
registerEnumType(WallKinds, {
  name: 'WallKind',
  description: 'What a wall shows.',
  valuesConfig: {
    TALLY: {description: 'The live tally of a round.'},
    PLAN: {description: 'The live progress of the plan of a campaign.'},
  },
});

export interface WallAddress {
  kind: WallKind;
  subject: string;
}

/** Known here only by its id. */
@ObjectType('Round', {description: 'A part of a contest.'})
@Directive('@key(fields: "id", resolvable: false)')
export class RoundStub {
  @Field(() => ID, {description: '`<campaignId>:<key>`.'})
  id: string;
}

@ObjectType({description: 'Which wall a screen shows.'})
export class Wall {
  @Field(() => WallKinds, {description: 'What it shows.'})
  kind: WallKind;

  @Field(() => RoundStub, {nullable: true, description: 'The round of a TALLY; null for a PLAN.'})
  round: RoundStub | null;

  @Field(() => CampaignStub, {description: 'The campaign of the round, or of the plan.'})
  campaign: CampaignStub;

  @Field(() => String, {description: 'Where a browser finds it, from the root of the platform.'})
  path: string;
}

export function wallOf({kind, subject}: WallAddress): Wall {
  const [campaign] = subject.split(':');
  return {
    kind,
    round: kind === 'TALLY' ? {id: subject} : null,
    campaign: {id: campaign},
    path: `/wall/${kind.toLowerCase()}/${encodeURIComponent(subject)}`,
  };
}
