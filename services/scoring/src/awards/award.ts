import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, Int, ObjectType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import {FrozenUnit} from '../standings/standing.js';
import {SubmissionStub} from '../submissions/submission.js';

@ObjectType({description: 'Who gets an award.'})
export class AwardRecipient {
  @Field(() => Entry, {nullable: true, description: 'The entry; null where a unit gets it.'})
  entry: Entry | null;

  @Field(() => SubmissionStub, {nullable: true, description: 'Its work; null where a unit gets it.'})
  submission: SubmissionStub | null;

  @Field(() => OrganisationStub, {description: 'The unit, or the unit of the work, as it is today.'})
  organisation: OrganisationStub;

  @Field(() => FrozenUnit, {
    nullable: true,
    description: 'As the result says, from which the award follows; null where it is decided by hand.',
  })
  unit: FrozenUnit | null;
}

@ObjectType({
  description: 'An award of the definition and who gets it (R103, R105). Only those the notice lists exist (R139).',
})
export class AwardList {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  @Field(() => String, {description: 'What is printed, such as 十大职工歌手.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'How many are given; null while the number is open ("several", A26).',
  })
  count: number | null;

  @Field(() => Boolean, {description: 'Whether units get it rather than works.'})
  toUnits: boolean;

  @Field(() => Boolean, {
    description:
      'True until the result it follows from is published (A41); where it is decided by hand, until all of the campaign are.',
  })
  provisional: boolean;

  @Field(() => Boolean, {
    description:
      'A shared place at the last award that the chain does not part: nobody of it gets the award until somebody decides.',
  })
  tied: boolean;

  @Field(() => [AwardRecipient], {
    description:
      'In the order of the standing; empty while there is no result that the caller may see. What is decided by hand is seen with the last result of the campaign, and before it by those who decide.',
  })
  recipients: AwardRecipient[];
}
