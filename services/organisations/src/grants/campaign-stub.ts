import {Directive, Field, ID, ObjectType} from 'type-graphql';

/** Campaigns and tracks are others' own; a grant only names them. */
@ObjectType('Campaign', {description: 'A campaign.'})
@Directive('@key(fields: "id", resolvable: false)')
export class CampaignStub {
  @Field(() => ID, {description: 'Its id.'})
  id: string;
}

@ObjectType('Track', {description: 'A category of a campaign.'})
@Directive('@key(fields: "id", resolvable: false)')
export class TrackStub {
  @Field(() => ID, {description: '`<campaignId>:<trackKey>`.'})
  id: string;
}
