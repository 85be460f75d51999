import type {BilingualText} from '@concours/kernel/refusal';
import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, ID, ObjectType} from 'type-graphql';
import type {OpenPoint} from './open-point.js';

@ObjectType('PointRuling', {description: 'How the owner settles what a notice leaves in contradiction (A6, A13).'})
export class PointRuling {
  @Field(() => Boolean, {description: 'Whether it stands in the definition; otherwise it was given afterwards.'})
  inDefinition: boolean;

  @Field(() => Date, {nullable: true, description: 'When it was given; null if it stands in the definition.'})
  ruledAt: Date | null;

  words: BilingualText;

  static of(words: BilingualText, ruledAt: Date | null): PointRuling {
    return Object.assign(new PointRuling(), {words, ruledAt, inDefinition: ruledAt === null});
  }

  @Field(() => String, {description: 'The ruling.'})
  text(@languageArg() language: Language): string {
    return pick(this.words, language);
  }
}

@ObjectType('OpenPoint', {
  description: 'Something about a campaign that is not settled, and what it keeps closed meanwhile.',
})
export class Point {
  @Field(() => ID, {description: '`<code>:<place or key>`; unique in its campaign.'})
  id: string;

  @Field(() => String, {description: 'What kind of point it is, such as DATE_UNRESOLVED.'})
  code: string;

  @Field(() => String, {description: 'Where it stands in the definition, with keys in brackets.'})
  place: string;

  @Field(() => [String], {description: 'The keys of the stages that can not open.'})
  stageKeys: string[];

  @Field(() => [String], {description: 'The keys of the tracks that take nothing in.'})
  trackKeys: string[];

  @Field(() => Boolean, {description: 'Whether the plan waits for it.'})
  holdsPlan: boolean;

  @Field(() => PointRuling, {
    nullable: true,
    description: 'How the owner ruled on it. A ruling releases nothing: what holds a stage has to be settled.',
  })
  ruling: PointRuling | null;

  private words: BilingualText;

  static of({id, code, place, text, holds}: OpenPoint, stages: string[], ruling: PointRuling | null): Point {
    return Object.assign(new Point(), {
      ...{id, code, place, ruling, words: text, holdsPlan: holds.plan, trackKeys: holds.tracks},
      stageKeys: holds.stages === 'ALL' ? stages : holds.stages,
    });
  }

  holdsNothing(): boolean {
    return this.stageKeys.length === 0 && this.trackKeys.length === 0 && !this.holdsPlan;
  }

  @Field(() => String, {description: 'What is not settled.'})
  text(@languageArg() language: Language): string {
    return pick(this.words, language);
  }
}
