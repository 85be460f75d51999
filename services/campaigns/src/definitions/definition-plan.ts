import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Json} from '@concours/kernel/scalars';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import type {Change} from './definition.changes.rules.js';
import type {PlacedProblem} from './problem.js';

@ObjectType({description: 'Something wrong with a definition, and where.'})
export class DefinitionProblem {
  @Field(() => Int, {description: 'Line in the source, from 1.'})
  line: number;

  @Field(() => Int, {description: 'Column in the line, from 1.'})
  column: number;

  @Field(() => String, {
    description:
      'Place in the document, such as rounds[0].components; empty where only the place in the text is known.',
  })
  path: string;

  @Field(() => String, {description: 'What is wrong, as a code, such as WEIGHTS_NOT_100.'})
  code: string;

  private text: PlacedProblem['text'];

  static of(problem: PlacedProblem): DefinitionProblem {
    return Object.assign(new DefinitionProblem(), problem);
  }

  @Field(() => String, {description: 'What is wrong and what is expected.'})
  message(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

@ObjectType({description: 'A difference from the definition that is applied now.'})
export class DefinitionChange implements Change {
  @Field(() => String, {description: 'ADDED, REMOVED or CHANGED.'})
  kind: Change['kind'];

  @Field(() => String, {description: 'The place, with the keys of list items in brackets: stages[intake].until.'})
  path: string;

  @Field(() => String, {nullable: true, description: 'What is there now, shortened to 500 characters.'})
  before: string | null;

  @Field(() => String, {nullable: true, description: 'What would be there, shortened to 500 characters.'})
  after: string | null;
}

@ObjectType({
  description: 'What applying a definition would do. Services that work by definitions add their impact to it.',
})
@Directive('@key(fields: "id", resolvable: false)')
export class DefinitionPlan {
  @Field(() => ID, {description: "The source's SHA-256, in hex."})
  id: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The campaign it would change; null if it would begin one, or can not be read.',
  })
  campaignId: string | null;

  @Field(() => Json, {nullable: true, description: 'The definition as data; null while there are problems.'})
  document: object | null;

  @Field(() => [DefinitionProblem], {description: 'Everything that is wrong, in the order of the text; 200 at most.'})
  problems: DefinitionProblem[];

  @Field(() => [DefinitionChange], {description: 'What would change; empty while there are problems.'})
  changes: DefinitionChange[];

  @Field(() => Boolean, {description: 'Whether it has no problem.'})
  applicable: boolean;
}
