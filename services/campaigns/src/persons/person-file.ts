import {Directive, Field, ID, ObjectType} from 'type-graphql';

@ObjectType('PersonFile', {
  description:
    'What the platform holds of one person; owned by the organisations service. What campaigns hold is added here.',
})
@Directive('@key(fields: "id")')
export class PersonFileStub {
  @Field(() => ID, {description: 'Made of hashes and ids.'})
  id: string;
}
