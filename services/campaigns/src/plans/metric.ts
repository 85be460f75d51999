import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {MetricDefinition} from '@concours/schema/definition/plan';
import {Directive, Field, ID, Int, ObjectType} from 'type-graphql';

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

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.definition.name, language);
  }

  @Field(() => String, {description: 'What one of it is called.'})
  unit(@languageArg() language: Language): string {
    return pick(this.definition.unit, language);
  }
}
