import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import {Page} from '@concours/kernel/page';
import {Field, ObjectType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import {Forwarding} from './forwarding.js';

@ObjectType({
  description: 'By when units below have to hand something in, with what every body on the way to them has set (R127).',
})
export class BindingDate {
  @Field(() => String, {description: 'Its place in the definition, such as tracks[poster].deadline.'})
  place: string;

  @Field(() => Date, {
    nullable: true,
    description: 'The last instant that binds, the earliest of all on the way; null while nobody knows one.',
  })
  at: Date | null;

  @Field(() => Organisation, {nullable: true, description: 'The body that set it; null: the campaign itself.'})
  setBy: Organisation | null;

  @Field(() => String, {
    nullable: true,
    description:
      "As the body itself wrote it, in the campaign's zone; it binds no more where a date above has moved before it.",
  })
  written: string | null;

  named: BilingualText;

  @Field(() => String, {description: 'What is due.'})
  name(@languageArg() language: Language): string {
    return pick(this.named, language);
  }
}

@ObjectType({description: 'A page of forwardings, in the order in which they were sent on.'})
export class ForwardingPage extends Page(Forwarding, 'Forwarding') {}
