import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, ArrayMinSize, Length, Matches, MaxLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';

@InputType({description: 'A new key.'})
export class ApiKeyInput {
  @Field(() => String, {
    description: 'What you call it, at most 100 characters. KEY_NAME_TAKEN if you have one of the name.',
  })
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  name: string;

  @Field(() => [ID], {description: 'Grants of your own that it carries, 1 to 100. KEY_GRANT_NOT_YOURS for any other.'})
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Length(26, 26, {each: true})
  grantIds: string[];

  @Field(() => Boolean, {description: 'It changes nothing, whatever its grants would permit.'})
  readOnly: boolean;

  @Field(() => Date, {description: 'When it ends, within a year from now: KEY_END_INVALID.'})
  expiresAt: Date;
}

@ArgsType()
export class ApiKeysArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Part of its name or of a name of its owner, at most 60 characters.',
  })
  @MaxLength(60)
  search?: string | null;
}
