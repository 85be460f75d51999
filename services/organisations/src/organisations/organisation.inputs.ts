import {PageArgs} from '@concours/kernel/page';
import {ArrayMaxSize, IsNotEmpty, Length, Matches, MaxLength, MinLength} from 'class-validator';
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
export const NOT_BLANK = /\S/;
export const MAX_ALIASES = 20;

@InputType({description: 'The names of an organisation, in both languages.'})
export abstract class NamesInput {
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
