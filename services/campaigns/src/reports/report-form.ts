import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, ObjectType} from 'type-graphql';
import type {TextValue} from '@concours/schema/definition/values';

@ObjectType({description: 'A form that offline events may have (R40); listed by the definition.'})
export class ReportForm {
  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  private text: TextValue;

  static of({key, name}: {key: string; name: TextValue}): ReportForm {
    return Object.assign(new ReportForm(), {key, text: name});
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}
