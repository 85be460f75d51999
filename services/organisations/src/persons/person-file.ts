import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import type {PersonKeys} from '@concours/schema/personal';

@ObjectType({description: 'An account that belongs to the person, as far as the platform can tell.'})
export class PersonAccount {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => String, {description: 'The name to sign in with.'})
  name: string;

  @Field(() => String, {description: 'The name that others see.'})
  displayName: string;

  @Field(() => String, {nullable: true, description: 'Its mail address as a mask; null where there is none.'})
  email: string | null;

  @Field(() => String, {nullable: true, description: 'Its telephone number as a mask; null where there is none.'})
  phone: string | null;

  @Field(() => Boolean, {description: 'Whether it is refused everywhere.'})
  suspended: boolean;

  @Field(() => Int, {description: 'How many roles it holds.'})
  grants: number;

  @Field(() => Int, {description: 'How many sessions are open.'})
  sessions: number;

  @Field(() => Int, {description: 'How many keys for programs it has.'})
  keys: number;

  @Field(() => Int, {description: 'How many entries of the audit trail name it as who acted. They stay.'})
  auditEntries: number;

  organisationId: string;
}

@ObjectType({
  description:
    'What the platform holds of one person (R74). Each service adds its part; contact data is masked. Whoever looks for a person needs person.administer at a root of the tree; everybody has their own.',
})
@Directive('@key(fields: "id")')
export class PersonFile {
  @Field(() => ID, {
    description: 'Made of hashes and ids: it names nobody, and means the same person in every service.',
  })
  id: string;

  keys: PersonKeys;

  static of(id: string, keys: PersonKeys): PersonFile {
    return Object.assign(new PersonFile(), {id, keys});
  }
}
