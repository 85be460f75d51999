import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, ObjectType} from 'type-graphql';

@ObjectType({description: "A line of the hosts' checklist of a track, and whether it is done (R58)."})
export class TrackDuty {
  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => Date, {nullable: true, description: 'Until when, included; null where nobody has said.'})
  by: Date | null;

  @Field(() => Date, {nullable: true, description: 'When it was marked as done; null while it is not.'})
  doneAt: Date | null;

  @Field(() => String, {nullable: true, description: 'Who marked it.'})
  doneBy: string | null;

  @Field(() => String, {nullable: true, description: 'What they wrote to it, at most 500 characters.'})
  note: string | null;

  text: TextValue;

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}
