import {Directive, Field, ID, ObjectType} from 'type-graphql';

@ObjectType('Organisation', {description: 'A node of the tree; owned by the organisations service.'})
@Directive('@key(fields: "id")')
export class OrganisationStub {
  @Field(() => ID, {description: 'A ULID.'})
  id: string;

  static of(id: string): OrganisationStub {
    return Object.assign(new OrganisationStub(), {id});
  }
}
