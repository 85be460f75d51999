import {Directive, Field, Int, ObjectType} from 'type-graphql';
import {Language, languageArg, pick} from './languages.js';
import type {BilingualText} from './refusal.js';

/** What a service finds that a change would touch. */
export interface Touched {
  code: string;
  /** The place in the changed document. */
  place: string;
  count: number;
  samples: readonly string[];
  text: BilingualText;
}

/** How many things are named of those that are counted. */
export const SAMPLES = 5;

@ObjectType({
  description: 'Something that is there already and that a change would touch or break; several services tell theirs.',
})
@Directive('@shareable')
export class Impact {
  @Field(() => String, {description: 'What would happen to it, as a code.'})
  code: string;

  @Field(() => String, {description: 'The place of the change, with the keys of list items in brackets.'})
  place: string;

  @Field(() => Int, {description: 'How many things are touched.'})
  count: number;

  @Field(() => [String], {description: 'Some of them by name or number, five at most.'})
  samples: string[];

  private text: BilingualText;

  static of(touched: Touched): Impact {
    return Object.assign(new Impact(), touched, {samples: touched.samples.slice(0, SAMPLES)});
  }

  @Field(() => String, {description: 'What would happen, in a sentence.'})
  message(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}
