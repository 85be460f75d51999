import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, Int, ObjectType} from 'type-graphql';
import {Publicist} from './publicist.js';

@ObjectType({description: 'What became of one name of several.'})
export class PublicistRow {
  @Field(() => Int, {description: 'Its place in what was sent, from 1.'})
  row: number;

  @Field(() => Publicist, {nullable: true, description: 'As it was registered; null if it was not.'})
  publicist: Publicist | null;

  private problem: BilingualText | null;

  static of(row: number, publicist: Publicist | null, problem: BilingualText | null): PublicistRow {
    return Object.assign(new PublicistRow(), {row, publicist, problem});
  }

  @Field(() => String, {nullable: true, description: 'Why it was not registered.'})
  reason(@languageArg() language: Language): string | null {
    return this.problem && pick(this.problem, language);
  }
}
