import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, ObjectType} from 'type-graphql';
import {FindingSeverity} from './submission.kinds.js';

/** As it is stored with a file, and as the rules return it. */
export interface Finding {
  rule: string;
  code: string;
  severity: 'REJECT' | 'WARN';
  text: {zh: string; en: string};
}

@ObjectType({description: "What a track's rule holds against a work or one of its files (R67)."})
export class RuleFinding {
  @Field(() => String, {description: 'The key of the rule, or the name of the field.'})
  rule: string;

  @Field(() => String, {description: 'Such as ASSET_TOO_LONG, ASSET_NOT_UPRIGHT, ASSET_DUPLICATE, ASSET_MISSING.'})
  code: string;

  @Field(() => FindingSeverity, {description: 'REJECT: it cannot be handed in like this. WARN: it can.'})
  severity: FindingSeverity;

  text: {zh: string; en: string};

  @Field(() => String, {description: 'The limit and what was measured, in words.'})
  message(@languageArg() language: Language): string {
    return pick(this.text, language);
  }

  static of(finding: Finding): RuleFinding {
    return Object.assign(new RuleFinding(), finding);
  }
}
