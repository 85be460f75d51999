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
    description:
      'What was entered, or a mask such as 138****5678 where `masked` is true; null where nothing was entered or it was erased.',
  })
  value: string | null;

  @Field(() => Boolean, {
    description:
      'True where `value` is only a mask (R74). In clear it is shown to who fills the work in, until it is handed in; later by revealPersonal.',
  })
  masked: boolean;

  @Field(() => Boolean, {description: 'Whether it is personal data: kept sealed, erased when its time is over.'})
  personal: boolean;

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

  @Field(() => Boolean, {description: 'revealPersonal; every time is written down.'})
  reveal: boolean;

  @Field(() => Boolean, {description: 'revealPersonal needs a written reason.'})
  revealForReason: boolean;
}

@ObjectType({description: 'A page of works.'})
export class SubmissionPage extends Page(Submission, 'Submission') {}
