import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, ArrayMinSize, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';

@InputType({description: 'A name for the register.'})
export class PublicistInput {
  @Field(() => String, {description: 'Name, 1 to 40 characters.'})
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'A telephone number or mail address, sealed in the database; tells two of one name apart.',
  })
  @MaxLength(200)
  contact?: string | null;

  @Field(() => String, {nullable: true, description: 'The day of joining, YYYY-MM-DD; today when absent.'})
  @MaxLength(10)
  joinedOn?: string | null;
}

@ArgsType()
export class RegisterPublicistsArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => ID, {description: 'The unit they belong to; below the root of the plan.'})
  organisationId: string;

  @Field(() => [PublicistInput], {description: '1 to 200 people.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  people: PublicistInput[];
}

@ArgsType()
export class PublicistsArgs extends PageArgs {
  @Field(() => ID, {description: 'The campaign.'})
  campaignId: string;

  @Field(() => ID, {nullable: true, description: 'Of this unit and of everything below it.'})
  organisationId?: string | null;

  @Field(() => String, {nullable: true, description: 'Part of a name; at most 40 characters.'})
  @MaxLength(40)
  search?: string | null;
}
