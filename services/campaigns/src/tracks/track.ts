import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Json} from '@concours/kernel/scalars';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Hosting} from '../campaigns/hosting.js';
import {deadlineOf} from '../stages/calendar.js';
import {TrackKind} from './track.kinds.js';

@ObjectType({description: 'A category of a campaign, with its own hosts and rules (R48 to R56).'})
@Directive('@key(fields: "id")')
export class Track {
  @Field(() => ID, {description: '`<campaignId>:<key>`.'})
  id: string;

  @Field(() => String, {description: 'Its immutable key in the definition.'})
  key: string;

  @Field(() => TrackKind, {description: 'What is handed in.'})
  kind: TrackKind;

  @Field(() => Campaign, {description: 'The campaign it belongs to.'})
  campaign: Campaign;

  private definition: TrackDefinition;

  static of(campaign: Campaign, definition: TrackDefinition): Track {
    const {key, kind} = definition;
    return Object.assign(new Track(), {id: `${campaign.id}:${key}`, key, kind: TrackKind[kind], campaign, definition});
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.definition.name, language);
  }

  @Field(() => [Hosting], {description: 'Its hosts, unions or not (R5, R6).'})
  hosting(): Hosting[] {
    return this.definition.hosting.map((hosting) => Hosting.of(hosting, this.campaign.organisationIds));
  }

  @Field(() => Date, {
    nullable: true,
    description:
      'The last instant, included, at which works are taken: its own deadline (R26), or the end of its intake stage. Null while unknown.',
  })
  deadline(): Date | null {
    return deadlineOf(this.definition, this.campaign.document, this.campaign.calendar());
  }

  @Field(() => [String], {description: 'What works are judged by.'})
  criteria(@languageArg() language: Language): string[] {
    return (this.definition.criteria ?? []).map((text) => pick(text, language));
  }

  @Field(() => [String], {description: 'Who or what may take part (R56, R75).'})
  eligibility(@languageArg() language: Language): string[] {
    return (this.definition.eligibility ?? []).map((text) => pick(text, language));
  }

  @Field(() => Json, {
    description:
      "The track's part of the definition: intake, channels, categories, fields, assets, consent, recommendation caps, screening. Sizes are bytes, durations seconds.",
  })
  rules(): unknown {
    const {
      intake,
      deadline,
      channels,
      categories,
      soloOnly,
      worksPerAuthor,
      fields,
      assets,
      consent,
      recommendation,
      screening,
    } = this.definition;
    return {
      intake,
      deadline,
      channels,
      categories,
      soloOnly,
      worksPerAuthor,
      fields,
      assets,
      consent,
      recommendation,
      screening,
    };
  }
}
