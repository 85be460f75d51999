import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import type {Role} from '@concours/schema/access';
import {Field, ObjectType} from 'type-graphql';
import {Roles} from '../grants/grant.js';

/** As whoever fills the demo tells them. */
export interface DemoAccountEntry {
  name: string;
  password: string;
  displayName: string;
  role: Role;
  organisationName: string;
  purpose: BilingualText;
}

@ObjectType({description: 'An account of the demo, password included. There are none outside of it.'})
export class DemoAccount {
  private readonly shownFor: BilingualText;

  constructor({purpose, ...entry}: DemoAccountEntry) {
    Object.assign(this, entry);
    this.shownFor = purpose;
  }

  @Field(() => String, {description: 'The name to sign in with.'})
  name: string;

  @Field(() => String, {description: 'The password.'})
  password: string;

  @Field(() => String, {description: 'The name that others see.'})
  displayName: string;

  @Field(() => Roles, {description: 'Its role.'})
  role: Role;

  @Field(() => String, {description: 'Where it holds the role.'})
  organisationName: string;

  @Field(() => String, {description: 'What to try with it.'})
  purpose(@languageArg() language: Language): string {
    return pick(this.shownFor, language);
  }
}
