import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {MetricDefinition} from '@concours/schema/definition/plan';
import type {TextValue} from '@concours/schema/definition/values';
import {Directive, Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';

export enum Direction {
  AT_LEAST = 'AT_LEAST',
  AT_MOST = 'AT_MOST',
}
registerEnumType(Direction, {name: 'Direction', description: 'At least so many, or at most.'});

export enum EitherRule {
  SUM = 'SUM',
  GREATER = 'GREATER',
}
registerEnumType(EitherRule, {
  name: 'EitherRule',
  description: 'The sides of an either-or metric together, or the greater one, at each place of the tree.',
});

@ObjectType({description: 'One side of an either-or metric: a report counts for the first that it fills (A16).'})
export class MetricSide {
  @Field(() => String, {description: 'Its key in the definition.'})
  key: string;

  names: TextValue;

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.names, language);
  }
}

@ObjectType({description: 'What a plan counts (R28).'})
@Directive('@key(fields: "id")')
export class Metric {
  @Field(() => ID, {description: '`<campaignId>:<key>`.'})
  id: string;

  @Field(() => String, {description: 'Its immutable key in the definition.'})
  key: string;

  @Field(() => Int, {
    nullable: true,
    description: "The whole plan's target. Null: not quantified, and never shown as a share (A17).",
  })
  target: number | null;

  campaignId: string;
  definition: MetricDefinition;

  static of(campaignId: string, definition: MetricDefinition): Metric {
    const {key, target} = definition;
    return Object.assign(new Metric(), {
      id: `${campaignId}:${key}`,
      key,
      target: target ?? null,
      campaignId,
      definition,
    });
  }

  @Field(() => Direction, {description: 'Whether the target is to be reached, or not to be passed.'})
  direction(): Direction {
    return Direction[this.definition.direction ?? 'AT_LEAST'];
  }

  @Field(() => String, {
    nullable: true,
    description: 'The words of the notice, where they are no number: such a metric is shown, not measured (A17).',
  })
  stated(@languageArg() language: Language): string | null {
    const {stated} = this.definition;
    return stated === undefined ? null : pick(stated, language);
  }

  @Field(() => [MetricSide], {description: 'Its sides, if it is an either-or metric; empty for others (R30).'})
  sides(): MetricSide[] {
    const {count} = this.definition;
    return 'either' in count
      ? count.either.map(({key, name}) => Object.assign(new MetricSide(), {key, names: name}))
      : [];
  }

  @Field(() => EitherRule, {nullable: true, description: 'How its sides make one figure; null for others.'})
  rule(): EitherRule | null {
    const {count} = this.definition;
    return 'either' in count ? EitherRule[count.rule] : null;
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.definition.name, language);
  }

  @Field(() => String, {description: 'What one of it is called.'})
  unit(@languageArg() language: Language): string {
    return pick(this.definition.unit, language);
  }
}
