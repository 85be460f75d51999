import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Refusal, refusalOf} from '@concours/kernel/refusal';
import {Field, ID, Int, ObjectType} from 'type-graphql';

@ObjectType({description: 'One row of a bulk act that was refused.'})
export class BulkRefusal {
  @Field(() => ID, {description: 'The id that was given.'})
  id: string;

  @Field(() => String, {description: 'The same codes as the single act.'})
  code: string;

  text: {zh: string; en: string};

  @Field(() => String, {description: 'Why, in words.'})
  message(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}

@ObjectType({
  description: 'What a bulk act did: rows are taken in the given order, each one is done or refused by itself.',
})
export class BulkResult {
  @Field(() => Int, {description: 'How many rows were done.'})
  done: number;

  @Field(() => [BulkRefusal], {description: 'The rows that were not, with the reason.'})
  refused: BulkRefusal[];
}

/** Takes the rows in order; a refusal is the row's, anything else the whole act's. */
export async function inOrder(ids: readonly string[], act: (id: string) => Promise<void>): Promise<BulkResult> {
  const result = Object.assign(new BulkResult(), {done: 0, refused: []});
  for (const id of ids) {
    try {
      await act(id);
      result.done += 1;
    } catch (error) {
      result.refused.push(refusedRow(id, error));
    }
  }
  return result;
}

function refusedRow(id: string, error: unknown): BulkRefusal {
  const refusal: Refusal | undefined = refusalOf(error);
  if (!refusal) throw error;
  return Object.assign(new BulkRefusal(), {id, code: refusal.code, text: refusal.extensions.text});
}
