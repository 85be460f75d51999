import {Arg, FieldResolver, Resolver, Root} from 'type-graphql';
import {CampaignStub} from '../campaigns/campaign.js';
import type {RoundReading} from './round-reading.service.js';
import {Round} from './round.js';

@Resolver(() => CampaignStub)
export class CampaignRoundsResolver {
  constructor(private readonly reading: RoundReading) {}

  @FieldResolver(() => [Round], {
    description: 'Its rounds, in the order of the definition; empty where nothing is scored.',
  })
  rounds(@Root() campaign: CampaignStub): Promise<Round[]> {
    return this.reading.ofCampaign(campaign.id);
  }

  @FieldResolver(() => Round, {nullable: true, description: 'A round by its key; null where there is none.'})
  round(@Root() campaign: CampaignStub, @Arg('key', () => String) key: string): Promise<Round | null> {
    return this.reading.find(`${campaign.id}:${key}`);
  }
}
