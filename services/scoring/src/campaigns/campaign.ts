import {Directive, Field, ID, ObjectType} from 'type-graphql';

/** The campaign as the campaigns service owns it; rounds and awards are added to it here. */
@ObjectType('Campaign', {description: 'A campaign; scoring adds its rounds and awards.'})
@Directive('@key(fields: "id")')
export class CampaignStub {
  @Field(() => ID, {description: 'The id of the campaign.'})
  id: string;
}

/** A track, known here only by its id, `<campaignId>:<trackKey>`. */
@ObjectType('Track', {description: 'A category of a campaign.'})
@Directive('@key(fields: "id", resolvable: false)')
export class TrackStub {
  @Field(() => ID, {description: '`<campaignId>:<trackKey>`.'})
  id: string;
}
