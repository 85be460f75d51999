import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Metric} from './metric.js';

export enum Basis {
  EACH = 'EACH',
  COLLECTIVE = 'COLLECTIVE',
}
registerEnumType(Basis, {
  name: 'Basis',
  description: 'EACH: a number binds every unit by itself; COLLECTIVE: all of them together (A14).',
});

@ObjectType({
  description: 'At least so many by each of some units, or by all of them together; beside the sums (R37, A15).',
})
export class FloorProgress {
  @Field(() => String, {description: 'Its immutable key in the definition.'})
  key: string;

  @Field(() => Metric, {description: 'What is counted.'})
  metric: Metric;

  @Field(() => Int, {description: 'How many at least.'})
  atLeast: number;

  @Field(() => Basis, {description: 'Whether each unit has to reach it, or all together.'})
  basis: Basis;

  @Field(() => Int, {description: 'How many units have reached it; with COLLECTIVE 1 or 0.'})
  met: number;

  @Field(() => Int, {description: 'Of how many; with COLLECTIVE 1.'})
  of: number;

  @Field(() => Int, {description: 'How many units are meant, closed ones aside.'})
  units: number;

  @Field(() => Int, {description: 'What all of them have done together; a unit below another is in that one already.'})
  done: number;

  names: TextValue;

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.names, language);
  }
}
