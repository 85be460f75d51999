import {Directive, Field, ID, ObjectType} from 'type-graphql';

/** A unit of the tree, known here only by its id. */
@ObjectType('Organisation', {description: 'A unit of the tree.'})
@Directive('@key(fields: "id", resolvable: false)')
export class OrganisationStub {
  @Field(() => ID, {description: 'The id of the unit.'})
  id: string;
}
