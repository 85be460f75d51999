import {MaxLength, MinLength} from 'class-validator';
import {Field, InputType} from 'type-graphql';

@InputType({description: 'What is to be told to everybody in a campaign. Texts are shown as text.'})
export class AnnouncementInput {
  @Field(() => String, {nullable: true, description: 'Key of the track it is about; without one the whole campaign.'})
  @MaxLength(40)
  trackKey?: string | null;

  @Field(() => String, {description: 'Its title in Chinese, 1 to 200 characters.'})
  @MinLength(1)
  @MaxLength(200)
  titleZh: string;

  @Field(() => String, {nullable: true, description: 'Its title in English, at most 200 characters.'})
  @MaxLength(200)
  titleEn?: string | null;

  @Field(() => String, {description: 'Its text in Chinese, 1 to 5,000 characters.'})
  @MinLength(1)
  @MaxLength(5_000)
  bodyZh: string;

  @Field(() => String, {nullable: true, description: 'Its text in English, at most 5,000 characters.'})
  @MaxLength(5_000)
  bodyEn?: string | null;
}
