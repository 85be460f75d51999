import {Directive, Field, ID, ObjectType} from 'type-graphql';

/** Another service's entity, known here by its id alone. */
@ObjectType('Organisation', {description: 'A body of the tree: federation, union, office, company and so on.'})
@Directive('@key(fields: "id")')
export class Organisation {
  @Field(() => ID, {description: 'Its id, a ULID.'})
  id: string;

  static of(id: string): Organisation {
    return Object.assign(new Organisation(), {id});
  }
}
