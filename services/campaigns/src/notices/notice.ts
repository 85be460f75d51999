import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import type {AnnexDefinition} from '@concours/schema/definition/notice';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, Int, ObjectType} from 'type-graphql';
import type {Campaign} from '../campaigns/campaign.js';
import {Organisation} from '../organisations/organisation.js';
import {AnnexDocument} from './annex-document.js';

@ObjectType({description: 'A body that issues a notice, and its signature where one is asked for (R10, R126).'})
export class NoticeBody {
  @Field(() => Organisation, {description: 'The body.'})
  organisation: Organisation;

  @Field(() => Date, {nullable: true, description: 'When it signed the version that holds; null if it has not.'})
  signedAt: Date | null;

  signedByName: string | null;
}

@ObjectType({
  description: 'Whom a notice is addressed to, in its own words, and how many units of the tree they are (R10).',
})
export class Addressee {
  campaign: Campaign;
  /** Which line of the notice. */
  number: number;
  words: TextValue;

  @Field(() => String, {description: 'In the words of the notice.'})
  text(@languageArg() language: Language): string {
    return pick(this.words, language);
  }
}

@ObjectType({description: 'An annex that the notice names, there or not (R10, R11).'})
export class Annex {
  campaignId: string;
  definition: AnnexDefinition;
  documents: AnnexDocument[];

  @Field(() => String, {description: 'Its key in the definition.'})
  key(): string {
    return this.definition.key;
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.definition.name, language);
  }

  @Field(() => Boolean, {description: 'Named, and not there yet: it keeps closed what depends on it.'})
  pending(): boolean {
    return this.definition.pending === true && this.documents.length === 0;
  }

  @Field(() => [String], {description: 'Keys of the stages that it keeps closed while it is pending.'})
  holdsStages(): string[] {
    return this.definition.holds?.stages ?? [];
  }

  @Field(() => [String], {description: 'Keys of the tracks that it keeps closed while it is pending.'})
  holdsTracks(): string[] {
    return this.definition.holds?.tracks ?? [];
  }

  @Field(() => Boolean, {description: 'Whether it keeps the plan closed while it is pending.'})
  holdsPlan(): boolean {
    return this.definition.holds?.plan ?? false;
  }

  @Field(() => AnnexDocument, {nullable: true, description: 'As it arrived last; null if nothing was handed in here.'})
  document(): AnnexDocument | null {
    return this.documents[0] ?? null;
  }

  @Field(() => [AnnexDocument], {description: 'All that arrived for it, the newest first.'})
  history(): AnnexDocument[] {
    return this.documents;
  }
}

@ObjectType({description: 'A deadline of the campaign that units below may bring forward for themselves (R127).'})
export class NoticeDeadline {
  @Field(() => String, {description: 'Its place in the definition, such as tracks[poster].deadline.'})
  place: string;

  @Field(() => Date, {nullable: true, description: 'Its last instant; null while nobody knows it.'})
  at: Date | null;

  named: BilingualText;

  @Field(() => String, {description: 'What is due.'})
  name(@languageArg() language: Language): string {
    return pick(this.named, language);
  }
}

@ObjectType({description: 'The document a campaign rests on (R10). Seen by whoever sees the campaign.'})
export class Notice {
  campaign: Campaign;

  static of(campaign: Campaign): Notice {
    return Object.assign(new Notice(), {campaign});
  }

  @Field(() => String, {nullable: true, description: 'Its number.'})
  number(): string | null {
    return this.campaign.noticeNumber();
  }

  @Field(() => String, {nullable: true, description: 'The day it was issued, YYYY-MM-DD.'})
  issuedOn(): string | null {
    return this.campaign.issuedOn();
  }

  @Field(() => Boolean, {
    description: 'Whether every issuing body signs before the campaign is public and anything opens (R126).',
  })
  countersigned(): boolean {
    return this.campaign.isCountersigned();
  }

  @Field(() => Int, {
    description: 'The version of the definition that is signed; `signNotice` takes the one that was read.',
  })
  version(): number {
    return this.campaign.definitionVersion;
  }
}
