import {Directive, Field, ID, ObjectType} from 'type-graphql';

/** A work, known here only by its id. */
@ObjectType('Submission', {description: 'A work that was handed in.'})
@Directive('@key(fields: "id", resolvable: false)')
export class SubmissionStub {
  @Field(() => ID, {description: 'The id of the work.'})
  id: string;
}
