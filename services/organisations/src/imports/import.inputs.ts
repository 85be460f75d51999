import {PageArgs} from '@concours/kernel/page';
import {Field, ArgsType, ObjectType} from 'type-graphql';
import {ImportOutcomes, type ImportOutcome} from './import.kinds.js';

@ArgsType()
export class ImportRowsArgs extends PageArgs {
  @Field(() => [ImportOutcomes], {nullable: true, description: 'Only rows with one of these outcomes.'})
  outcomes?: ImportOutcome[] | null;
}

@ObjectType({description: 'What is wrong with a file, or with a row of it.'})
export class ImportProblem {
  @Field(() => String, {
    description: 'Why, as a code: ORGANISATION_PARENT_UNKNOWN, ORGANISATION_LOOP, ORGANISATION_IMPORT_TOO_MANY_ROWS …',
  })
  code: string;

  @Field(() => String, {
    nullable: true,
    description: 'In which column; null where it is the row or the file as a whole.',
  })
  column: string | null;

  text: {zh: string; en: string};
}
