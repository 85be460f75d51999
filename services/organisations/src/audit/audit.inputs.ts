import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';

@InputType({description: 'Which rows of the trail; what is given must all hold.'})
export class AuditFilter {
  @Field(() => ID, {nullable: true, description: 'Done by this account, by itself or through its keys.'})
  @Length(26, 26)
  accountId?: string | null;

  @Field(() => [String], {nullable: true, description: 'One of these actions; at most 50.'})
  @ArrayMaxSize(50)
  @MaxLength(80, {each: true})
  actions?: string[] | null;

  @Field(() => String, {nullable: true, description: 'Done to things of this type of the graph.'})
  @MaxLength(60)
  subjectType?: string | null;

  @Field(() => ID, {nullable: true, description: 'Done to this thing.'})
  @MaxLength(191)
  subjectId?: string | null;

  @Field(() => ID, {nullable: true, description: 'For this unit or one below it, as the tree is today.'})
  @Length(26, 26)
  organisationId?: string | null;

  @Field(() => ID, {nullable: true, description: 'In this campaign.'})
  @Length(26, 26)
  campaignId?: string | null;

  @Field(() => Date, {nullable: true, description: 'At this instant or later.'})
  from?: Date | null;

  @Field(() => Date, {nullable: true, description: 'Before this instant.'})
  to?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Occurs in a name, an id, the reason, or what changed; at most 100 characters.',
  })
  @MaxLength(100)
  text?: string | null;
}

@ArgsType()
export class AuditTrailArgs extends PageArgs {
  @Field(() => AuditFilter, {nullable: true, description: 'Left out: all rows that you may see.'})
  @IsOptional()
  @ValidateNested()
  filter?: AuditFilter | null;
}
