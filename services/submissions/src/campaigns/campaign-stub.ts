import {Directive, Field, ID, ObjectType} from 'type-graphql';

@ObjectType('Campaign', {description: 'What is run; owned by the campaigns service. Works and files are added here.'})
@Directive('@key(fields: "id")')
export class CampaignStub {
  @Field(() => ID, {description: 'A ULID.'})
  id: string;

  static of(id: string): CampaignStub {
    return Object.assign(new CampaignStub(), {id});
  }
}

@ObjectType('Track', {
  description: 'A category of a campaign with its own hosts and rules; owned by the campaigns service.',
})
@Directive('@key(fields: "id")')
export class TrackStub {
  @Field(() => ID, {description: '`<campaignId>:<trackKey>`.'})
  id: string;

  static of(campaignId: string, trackKey: string): TrackStub {
    return Object.assign(new TrackStub(), {id: `${campaignId}:${trackKey}`});
  }

  static parts(id: string): {campaignId: string; trackKey: string} {
    const colon = id.indexOf(':');
    return {campaignId: id.slice(0, colon), trackKey: id.slice(colon + 1)};
  }
}
