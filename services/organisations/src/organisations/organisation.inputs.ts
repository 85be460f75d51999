import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, ArrayMinSize, IsNotEmpty, Length, Matches, MaxLength, MinLength} from 'class-validator';
import {ArgsType, Field, ID, InputType, Int, ObjectType} from 'type-graphql';
import {
  OrganisationKinds,
  OrganisationLevels,
  type OrganisationKind,
  type OrganisationLevel,
} from './organisation.kinds.js';
import {MAX_NAME} from './organisation.js';
import {REGION_CODE} from './external-reference.rules.js';

/** As definitions write it. */
const CODE = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const NOT_BLANK = /\S/;
const MAX_ALIASES = 20;
const SYSTEM = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SYSTEM_TEXT = 'The other system, such as membership; uscc is the unified social credit code.';
const MAX_PARTS = 20;
export const MAX_REASON = 500;

@InputType({description: 'The names of an organisation, in both languages.'})
abstract class NamesInput {
  @Field(() => String, {description: `The stable code, such as ah.hefei: lower case, at most 100 characters.`})
  @Matches(CODE)
  @MaxLength(100)
  code: string;

  @Field(() => OrganisationKinds, {description: 'What it is.'})
  kind: OrganisationKind;

  @Field(() => OrganisationLevels, {description: 'Where it stands in the administrative order.'})
  level: OrganisationLevel;

  @Field(() => String, {description: `The full name in Chinese, at most ${MAX_NAME} characters.`})
  @Matches(NOT_BLANK)
  @MaxLength(MAX_NAME)
  nameZh: string;

  @Field(() => String, {nullable: true, description: 'The full name in English.'})
  @MaxLength(MAX_NAME)
  nameEn?: string | null;

  @Field(() => String, {nullable: true, description: 'The name in tables and on walls.'})
  @MaxLength(MAX_NAME)
  shortNameZh?: string | null;

  @Field(() => String, {nullable: true, description: 'The English name in tables and on walls.'})
  @MaxLength(MAX_NAME)
  shortNameEn?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Other ways in which papers write it (R13), at most ${MAX_ALIASES}.`,
  })
  @ArrayMaxSize(MAX_ALIASES)
  @IsNotEmpty({each: true})
  @MaxLength(MAX_NAME, {each: true})
  aliases?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The administrative division code (GB/T 2260): 6 digits, and 3 or 6 more for a township or a village.',
  })
  @Matches(REGION_CODE)
  regionCode?: string | null;
}

@InputType({description: 'A new organisation.'})
export class OrganisationInput extends NamesInput {
  @Field(() => ID, {nullable: true, description: 'The organisation above. Only the set-up makes one without.'})
  @Length(26, 26)
  parentId?: string | null;
}

@InputType({description: 'A row of an import.'})
export class OrganisationImportRow extends NamesInput {
  @Field(() => String, {
    nullable: true,
    description: 'The code of the organisation above, in this import or there already.',
  })
  @MaxLength(100)
  parentCode?: string | null;
}

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

@ObjectType({description: 'A row of an import that was not taken.'})
export class OrganisationImportRefusal {
  @Field(() => Int, {description: 'Which row, counted from 1.'})
  row: number;

  @Field(() => String, {
    description: 'Why, as a code: ORGANISATION_DIFFERS, ORGANISATION_PARENT_UNKNOWN, ORGANISATION_LOOP …',
  })
  code: string;

  text: {zh: string; en: string};
}

@ObjectType({description: 'What an import did.'})
export class OrganisationImport {
  @Field(() => Int, {description: 'How many organisations are new.'})
  created: number;

  @Field(() => Int, {description: 'How many rows said what is there already.'})
  unchanged: number;

  @Field(() => [OrganisationImportRefusal], {description: 'The rows that were not taken; the others were.'})
  refused: OrganisationImportRefusal[];
}

@ArgsType()
export class OrganisationsArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description:
      'Part of a name, an alias or a code, or of how a Chinese one sounds: whole (hefei) or by initials (hf). Case, spaces and punctuation do not count. At most 100 characters.',
  })
  @MaxLength(100)
  search?: string | null;

  @Field(() => ID, {nullable: true, description: 'Only what lies below this organisation, at any depth.'})
  @MinLength(1)
  under?: string | null;

  @Field(() => [OrganisationKinds], {nullable: true, description: 'Only these kinds.'})
  kinds?: OrganisationKind[] | null;

  @Field(() => [OrganisationLevels], {nullable: true, description: 'Only these levels.'})
  levels?: OrganisationLevel[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only in this region: a code (340100 is the city and all in it) or the beginning of one, 2 to 12 digits.',
  })
  @Matches(/^\d{2,12}$/)
  region?: string | null;

  @Field(() => Boolean, {nullable: true, description: 'Only those that are closed, or only those that are not.'})
  closed?: boolean | null;
}
