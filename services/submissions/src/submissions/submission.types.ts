import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Page} from '@concours/kernel/page';
import {Field, ObjectType} from 'type-graphql';
import {Submission} from './submission.js';

@ObjectType({description: "One of the fields the track's rules ask for beside title and author (R65, R66)."})
export class SubmissionField {
  @Field(() => String, {description: "The field's key in the definition."})
  key: string;

  label: {zh: string; en: string};

  @Field(() => String, {
    nullable: true,
    description: 'What was entered; null where nothing was, and where it is masked.',
  })
  value: string | null;

  @Field(() => Boolean, {description: 'True where it is personal data that the caller may not see (R74).'})
  masked: boolean;

  @Field(() => String, {description: "The field's name."})
  name(@languageArg() language: Language): string {
    return pick(this.label, language);
  }
}

@ObjectType({
  description:
    'What the caller may do to a work now, by role, state and window. A hint for buttons: every act is checked again.',
})
export class SubmissionActions {
  @Field(() => Boolean, {description: 'amendSubmission, attachAsset, removeAsset, giveConsent.'})
  edit: boolean;

  @Field(() => Boolean, {description: 'handIn; it may still be refused for what is missing.'})
  handIn: boolean;

  @Field(() => Boolean, {description: 'returnSubmission.'})
  returnIt: boolean;

  @Field(() => Boolean, {description: 'recommend; the cap decides in the end.'})
  recommend: boolean;

  @Field(() => Boolean, {description: 'withdrawRecommendation.'})
  withdrawRecommendation: boolean;

  @Field(() => Boolean, {description: 'withdrawSubmission.'})
  withdraw: boolean;

  @Field(() => Boolean, {description: 'screen.'})
  screen: boolean;
}

@ObjectType({description: 'A page of works.'})
export class SubmissionPage extends Page(Submission, 'Submission') {}
