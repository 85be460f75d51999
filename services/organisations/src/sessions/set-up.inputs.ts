import {Matches, MaxLength} from 'class-validator';
import {ArgsType, Field} from 'type-graphql';
import {DISPLAY_NAME} from '../display-name.js';

@ArgsType()
export class SetUpArgs {
  @Field(() => String, {description: 'The code from the log of the latest start.'})
  @MaxLength(100)
  code: string;

  @Field(() => String, {description: "The administrator's name to sign in with."})
  @MaxLength(60)
  name: string;

  @Field(() => String, {description: 'At least 8 characters, at most 200 bytes.'})
  password: string;

  @Field(() => String, {description: 'The name that others see.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(100)
  displayName: string;

  @Field(() => String, {description: 'The code of the topmost organisation, such as ah.'})
  @Matches(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  @MaxLength(100)
  organisationCode: string;

  @Field(() => String, {description: 'The full name of the topmost organisation in Chinese.'})
  @Matches(DISPLAY_NAME)
  @MaxLength(200)
  organisationNameZh: string;
}
