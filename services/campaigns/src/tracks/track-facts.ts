import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {TrackDefinition} from '@concours/schema/definition/track';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, ObjectType} from 'type-graphql';

type PortalDefinition = NonNullable<TrackDefinition['portals']>[number];
type OnwardDefinition = NonNullable<TrackDefinition['onward']>[number];

@ObjectType({description: 'Where works of a track are shown or taken in (R59, R61, R123).'})
export class Portal {
  @Field(() => String, {description: 'SITE, APP, WECHAT, H5, MINI_PROGRAM or OTHER.'})
  kind: PortalDefinition['kind'];

  @Field(() => String, {nullable: true, description: 'Its https address; null where it has none, such as an app.'})
  address: string | null;

  private text: TextValue;

  static of({name, kind, address}: PortalDefinition): Portal {
    return Object.assign(new Portal(), {kind, address: address ?? null, text: name});
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

@ObjectType({description: 'What becomes of the best of a track (R62, R85, R111).'})
export class OnwardUse {
  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => String, {description: 'RECOMMENDATION, BOOKLET, SHOWCASE or SELECTION.'})
  kind: OnwardDefinition['kind'];

  @Field(() => String, {nullable: true, description: 'Key of the campaign it goes on to, if to one.'})
  campaignKey: string | null;

  @Field(() => Date, {nullable: true, description: 'Until when, included; null where nobody has said.'})
  by: Date | null;

  private text: TextValue;

  static of({key, kind, campaign, name}: OnwardDefinition, by: Date | null): OnwardUse {
    return Object.assign(new OnwardUse(), {key, kind, campaignKey: campaign ?? null, by, text: name});
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}
