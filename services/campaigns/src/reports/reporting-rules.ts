import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import {Field, Int, ObjectType} from 'type-graphql';
import {ReportForm} from './report-form.js';
import {photosAsked} from './report.rules.js';

@ObjectType({description: 'What a campaign asks of the reports of its events, and by when.'})
export class ReportingRules {
  private rules: PlanDefinition['reports'];
  private photosAsked: ReturnType<typeof photosAsked>;

  static of(plan: PlanDefinition): ReportingRules {
    return Object.assign(new ReportingRules(), {rules: plan.reports, photosAsked: photosAsked(plan)});
  }

  @Field(() => [ReportForm], {description: 'What an event may be about (R41).'})
  topics(): ReportForm[] {
    return (this.rules.topics ?? []).map(ReportForm.of);
  }

  @Field(() => [ReportForm], {description: 'Where it may have been spread online (R42).'})
  channels(): ReportForm[] {
    return (this.rules.channels ?? []).map(ReportForm.of);
  }

  @Field(() => [ReportForm], {description: 'What the unit confirms with each report, such as safety (R117).'})
  statements(): ReportForm[] {
    return (this.rules.confirm ?? []).map(({key, text}) => ReportForm.of({key, name: text}));
  }

  @Field(() => Int, {
    description: 'How many photos a report must have; 0: none are asked for, and none are taken (R140).',
  })
  photos(): number {
    return this.photosAsked?.least ?? 0;
  }

  @Field(() => String, {nullable: true, description: 'Why photos are asked for; null where none are.'})
  photosBecause(@languageArg() language: Language): string | null {
    return this.photosAsked && pick(this.photosAsked.why, language);
  }

  @Field(() => Int, {nullable: true, description: 'In how many days after an event it is to be handed in (R44).'})
  dueWithin(): number | null {
    return this.rules.due?.within ?? null;
  }

  @Field(() => String, {
    nullable: true,
    description: "By when the statistics table is to be handed in: a day, or a day and a time in the campaign's zone.",
  })
  tableBy(): string | null {
    return this.rules.table?.by ?? null;
  }

  @Field(() => Int, {
    nullable: true,
    description: 'On which day of the next month the figures of a month are fixed (R129).',
  })
  monthlyDay(): number | null {
    return this.rules.monthly?.day ?? null;
  }
}
