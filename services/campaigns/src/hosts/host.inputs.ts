import {MaxLength} from 'class-validator';
import {Field, ID, InputType} from 'type-graphql';

@InputType({description: 'Whom to ask at a host of a track (R12).'})
export class HostContactInput {
  @Field(() => ID, {description: 'The host: one of the bodies that the definition names for the track.'})
  organisationId: string;

  @Field(() => String, {nullable: true, description: 'The department, at most 100 characters.'})
  @MaxLength(100)
  department?: string | null;

  @Field(() => String, {description: 'The name, 1 to 60 characters.'})
  @MaxLength(60)
  name: string;

  @Field(() => String, {nullable: true, description: 'A telephone number; this or the mail address is given.'})
  @MaxLength(60)
  phone?: string | null;

  @Field(() => String, {nullable: true, description: 'A mail address.'})
  @MaxLength(254)
  email?: string | null;
}
