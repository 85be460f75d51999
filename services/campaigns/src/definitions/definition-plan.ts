import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Json} from '@concours/kernel/scalars';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import type {Definition} from '@concours/schema/definition/definition';
import type {WordedChange} from './change-words.rules.js';
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
export class DefinitionChange implements WordedChange {
  @Field(() => String, {description: 'ADDED, REMOVED or CHANGED.'})
  kind: Change['kind'];

  @Field(() => String, {description: 'The place, with the keys of list items in brackets: stages[intake].until.'})
  path: string;

  @Field(() => String, {nullable: true, description: 'What is there now, shortened to 500 characters.'})
  before: string | null;

  @Field(() => String, {nullable: true, description: 'What would be there, shortened to 500 characters.'})
  after: string | null;

  steps: WordedChange['steps'];
  text: WordedChange['text'];

  static of(change: WordedChange): DefinitionChange {
    return Object.assign(new DefinitionChange(), change);
  }

  @Field(() => [String], {
    description: 'The place in words, from the section to the entry: what a tree of the changes is built of.',
  })
  where(@languageArg() language: Language): string[] {
    return this.steps.map((step) => pick(step, language));
  }

  @Field(() => String, {description: 'The change in a sentence.'})
  words(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

/** What was found out about a definition, for the graph to tell. */
export interface CheckedPlan {
  digest: string;
  campaignId: string | null;
  definition: Definition | null;
  written: object | null;
  needsSecondPerson: boolean;
  problems: PlacedProblem[];
  changes: WordedChange[];
}

@ObjectType({
  description: 'What applying a definition would do. Services that work by definitions add their impact to it.',
})
@Directive('@key(fields: "id campaignId document", resolvable: false)')
export class DefinitionPlan {
  @Field(() => ID, {description: "The source's SHA-256, in hex."})
  id: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The campaign it would change; null if it would begin one, or can not be read.',
  })
  campaignId: string | null;

  @Field(() => Json, {nullable: true, description: 'The definition as data; null while there are problems.'})
  document: Definition | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'The file as it is written, as data, also where it has problems; null where it can not be read as YAML.',
  })
  written: object | null;

  @Field(() => Boolean, {
    description:
      'Whether a stage of the campaign has opened: then it is proposed, and applied when a second person approves.',
  })
  needsSecondPerson: boolean;

  @Field(() => [DefinitionProblem], {description: 'Everything that is wrong, in the order of the text; 200 at most.'})
  problems: DefinitionProblem[];

  @Field(() => [DefinitionChange], {description: 'What would change; empty while there are problems.'})
  changes: DefinitionChange[];

  @Field(() => Boolean, {description: 'Whether it has no problem.'})
  applicable: boolean;

  static of({digest, definition, problems, changes, ...more}: CheckedPlan): DefinitionPlan {
    return Object.assign(new DefinitionPlan(), more, {
      id: digest,
      document: definition,
      problems: problems.map(DefinitionProblem.of),
      changes: changes.map(DefinitionChange.of),
      applicable: definition !== null,
    });
  }
}
