import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';
import type {Campaign} from '../campaigns/campaign.js';
import {Organisation} from '../organisations/organisation.js';
import {ReportForm} from '../reports/report-form.js';
import {Basis} from './floor.js';
import {Metric} from './metric.js';

@ObjectType({
  description:
    'What a campaign sets out to do, in figures: metrics, an allocation to units, and what is reported (R28 to R43). Readable by everybody: no person is in it.',
})
@Directive('@key(fields: "id")')
export class Plan {
  @Field(() => ID, {description: "The campaign's id."})
  id: string;

  campaign: Campaign;
  definition: PlanDefinition;

  static of(campaign: Campaign): Plan | null {
    const {plan} = campaign.document;
    return plan ? Object.assign(new Plan(), {id: campaign.id, campaign, definition: plan}) : null;
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.definition.name, language);
  }

  @Field(() => Organisation, {description: 'The unit whose subtree counts.'})
  root(): Organisation {
    return Organisation.of(this.campaign.idOf(this.definition.root));
  }

  @Field(() => [Metric], {description: 'What is counted, in the order of the definition.'})
  metrics(): Metric[] {
    return this.definition.metrics.map((metric) => Metric.of(this.id, metric));
  }

  @Field(() => [Metric], {description: 'The columns of the allocation, in printed order; empty without one.'})
  columns(): Metric[] {
    const metrics = this.metrics();
    return (this.definition.allocation?.columns ?? []).flatMap((column) => metrics.filter(({key}) => key === column));
  }

  @Field(() => [Int], {
    description: 'The printed totals of the columns; the check has proved that the rows add up to them (R32).',
  })
  sums(): number[] {
    return this.definition.allocation?.sums ?? [];
  }

  @Field(() => [ReportForm], {description: 'The forms an event may have.'})
  forms(): ReportForm[] {
    return this.definition.reports.forms.map(ReportForm.of);
  }

  /** The order of the figures in every row: columns first. */
  cellMetrics(): Metric[] {
    const columns = this.columns();
    return [...columns, ...this.metrics().filter(({key}) => !columns.some((column) => column.key === key))];
  }

  @Field(() => Basis, {
    nullable: true,
    description:
      'Whether a row binds each unit directly below it, or all below it together (A14); null without an allocation.',
  })
  basis(): Basis | null {
    const {allocation} = this.definition;
    return allocation ? Basis[allocation.basis ?? 'COLLECTIVE'] : null;
  }

  isForEach(): boolean {
    return this.definition.allocation?.basis === 'EACH';
  }

  /** What the whole plan is to reach, by metric. */
  targets(): Record<string, number | null> {
    return Object.fromEntries(this.metrics().map(({key, target}) => [key, target]));
  }

  /** What the notice's table hands down in all; null where it has none. */
  allocatedByNotice(): Record<string, number> | null {
    const {allocation} = this.definition;
    return allocation ? Object.fromEntries(allocation.columns.map((column, i) => [column, allocation.sums[i]])) : null;
  }
}
