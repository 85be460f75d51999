import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Json} from '@concours/kernel/scalars';
import {instantOf} from '@concours/kernel/zone';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {Directive, Field, ID, ObjectType} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Hosting} from '../campaigns/hosting.js';
import {endOf} from '../moment.rules.js';
import {deadlineOf} from '../stages/calendar.js';
import {OnwardUse, Portal} from './track-facts.js';
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

  @Field(() => [Portal], {description: 'Where its works are shown or taken in; several may be.'})
  portals(): Portal[] {
    return (this.definition.portals ?? []).map(Portal.of);
  }

  @Field(() => [String], {
    description: 'Ways in which works come in (R60): UPLOAD, EXTERNAL, EMAIL, ARCHIVE; UPLOAD where nothing is said.',
  })
  channels(): string[] {
    return this.definition.channels ?? ['UPLOAD'];
  }

  @Field(() => Boolean, {
    description: "Whether units outside the owner's tree may hand in (R8).",
  })
  openEverywhere(): boolean {
    return this.definition.openTo === 'EVERYWHERE';
  }

  @Field(() => [String], {description: 'Who hands in (R14, R56): WORKER, UNIT, UNION.'})
  handedInBy(): string[] {
    return this.definition.handedInBy ?? ['WORKER', 'UNIT'];
  }

  @Field(() => [OnwardUse], {description: 'What becomes of its best.'})
  onward(): OnwardUse[] {
    return (this.definition.onward ?? []).map((use) => OnwardUse.of(use, this.instantOf(use.by)));
  }

  @Field(() => Boolean, {description: 'Whether its hosts hand in a work plan (R125).'})
  workPlanAsked(): boolean {
    return this.definition.workPlan !== undefined;
  }

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the work plan is handed in, included; null where nobody has said.',
  })
  workPlanBy(): Date | null {
    return this.instantOf(this.definition.workPlan?.by);
  }

  @Field(() => [String], {description: 'What works are judged by.'})
  criteria(@languageArg() language: Language): string[] {
    return (this.definition.criteria ?? []).map((text) => pick(text, language));
  }

  @Field(() => [String], {description: 'Who or what may take part (R56, R75).'})
  eligibility(@languageArg() language: Language): string[] {
    return (this.definition.eligibility ?? []).map((text) => pick(text, language));
  }

  private instantOf(moment: string | undefined): Date | null {
    return moment === undefined ? null : instantOf(endOf(moment), this.campaign.document.campaign.timezone);
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
