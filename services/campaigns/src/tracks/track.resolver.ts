import {Arg, FieldResolver, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Track} from './track.js';

@Resolver(() => Campaign)
export class TrackResolver {
  @FieldResolver(() => [Track], {description: 'Its tracks, in the order of the definition.'})
  tracks(@Root() campaign: Campaign): Track[] {
    return campaign.document.tracks.map((definition) => Track.of(campaign, definition));
  }

  @FieldResolver(() => Track, {nullable: true, description: 'One track by its key; null if there is none.'})
  track(
    @Root() campaign: Campaign,
    @Arg('key', () => String, {description: 'Its key in the definition.'}) key: string,
  ): Track | null {
    return this.tracks(campaign).find((track) => track.key === key) ?? null;
  }
}
