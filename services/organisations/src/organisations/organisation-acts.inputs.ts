import {ArrayMaxSize, ArrayMinSize, Length, Matches, MaxLength, MinLength} from 'class-validator';
import {ArgsType, Field, ID, InputType} from 'type-graphql';
import {REGION_CODE} from './external-reference.rules.js';
import {MAX_ALIASES, NamesInput, NOT_BLANK} from './organisation.inputs.js';
import {
  OrganisationKinds,
  OrganisationLevels,
  type OrganisationKind,
  type OrganisationLevel,
} from './organisation.kinds.js';
import {MAX_NAME} from './organisation.js';

const SYSTEM = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SYSTEM_TEXT = 'The other system, such as membership; uscc is the unified social credit code.';
const MAX_PARTS = 20;
const MAX_REASON = 500;

@InputType({description: 'A new organisation that is split off another one.'})
export class OrganisationPartInput extends NamesInput {
  @Field(() => [ID], {description: 'Which of those directly below the old one go along with it.'})
  @ArrayMaxSize(5_000)
  @Length(26, 26, {each: true})
  childIds: string[];
}

@ArgsType()
abstract class ActArgs {
  @Field(() => ID, {description: 'Which organisation.'})
  @MinLength(1)
  id: string;

  @Field(() => String, {nullable: true, description: `Why, kept in its history; at most ${MAX_REASON} characters.`})
  @MaxLength(MAX_REASON)
  reason?: string | null;
}

@ArgsType()
export class ReasonArgs extends ActArgs {}

@ArgsType()
export class RenameArgs extends ActArgs {
  @Field(() => String, {description: `The new name in Chinese, 1 to ${MAX_NAME} characters.`})
  @Matches(NOT_BLANK)
  @MaxLength(MAX_NAME)
  nameZh: string;

  @Field(() => String, {nullable: true, description: 'In English; left out, it stays, and null takes it away.'})
  @MaxLength(MAX_NAME)
  nameEn?: string | null;

  @Field(() => String, {nullable: true, description: 'In tables and on walls; left out, it stays.'})
  @MaxLength(MAX_NAME)
  shortNameZh?: string | null;

  @Field(() => String, {nullable: true, description: 'In tables and on walls, in English; left out, it stays.'})
  @MaxLength(MAX_NAME)
  shortNameEn?: string | null;
}

@ArgsType()
export class AmendArgs extends ActArgs {
  @Field(() => OrganisationKinds, {nullable: true, description: 'What it is from now on; left out, it stays.'})
  kind?: OrganisationKind;

  @Field(() => OrganisationLevels, {nullable: true, description: 'Where it stands from now on; left out, it stays.'})
  level?: OrganisationLevel;

  @Field(() => String, {nullable: true, description: 'Its region; left out, it stays, and null takes it away.'})
  @Matches(REGION_CODE)
  regionCode?: string | null;

  /** Null is not for what every organisation has. */
  check(): void {
    this.kind ??= undefined;
    this.level ??= undefined;
  }
}

@ArgsType()
export class MoveArgs extends ActArgs {
  @Field(() => ID, {description: 'The organisation above it from now on.'})
  @MinLength(1)
  parentId: string;
}

@ArgsType()
export class MergeArgs extends ActArgs {
  @Field(() => ID, {description: 'The organisation it goes into.'})
  @MinLength(1)
  intoId: string;
}

@ArgsType()
export class SplitArgs extends ActArgs {
  @Field(() => [OrganisationPartInput], {description: `The new organisations, 1 to ${MAX_PARTS}, beside the old one.`})
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PARTS)
  parts: OrganisationPartInput[];

  @Field(() => Boolean, {description: 'Whether the old one closes; then nothing open may be left below it.'})
  closes: boolean = false;
}

@ArgsType()
export class AliasesArgs {
  @Field(() => ID, {description: 'Which organisation.'})
  @MinLength(1)
  id: string;

  @Field(() => [String], {description: `Other ways to write it, 1 to ${MAX_ALIASES} at a time.`})
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_ALIASES)
  @Matches(NOT_BLANK, {each: true})
  @MaxLength(MAX_NAME, {each: true})
  aliases: string[];
}

@ArgsType()
export class ReferenceArgs {
  @Field(() => ID, {description: 'Which organisation.'})
  @MinLength(1)
  id: string;

  @Field(() => String, {description: SYSTEM_TEXT})
  @Matches(SYSTEM)
  system: string;

  @Field(() => String, {nullable: true, description: 'The id there, at most 100 characters; null takes it away.'})
  @MaxLength(100)
  value?: string | null;
}

@ArgsType()
export class ReferredArgs {
  @Field(() => String, {description: SYSTEM_TEXT})
  @Matches(SYSTEM)
  system: string;

  @Field(() => String, {description: 'The id there.'})
  @MaxLength(100)
  value: string;
}
