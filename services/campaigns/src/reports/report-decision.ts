import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText, Refusal} from '@concours/kernel/refusal';
import {Field, ID, ObjectType} from 'type-graphql';
import {ActivityReport} from './activity-report.js';

@ObjectType({description: 'What became of one report of several.'})
export class ReportDecision {
  @Field(() => ID, {description: 'The id that was asked for.'})
  id: string;

  @Field(() => ActivityReport, {nullable: true, description: 'As it stands now; null if nothing was done.'})
  report: ActivityReport | null;

  @Field(() => String, {nullable: true, description: 'Code of the refusal; null if it was done.'})
  code: string | null;

  private text: BilingualText | null;

  static of(id: string, report: ActivityReport | null, refusal: Refusal | null): ReportDecision {
    const {code = null, text = null} = refusal ? {code: refusal.code, text: refusal.extensions.text} : {};
    return Object.assign(new ReportDecision(), {id, report, code, text});
  }

  @Field(() => String, {nullable: true, description: 'Why nothing was done.'})
  reason(@languageArg() language: Language): string | null {
    return this.text && pick(this.text, language);
  }
}
