import {Language, languageArg, pick} from '@concours/kernel/languages';
import {DateTime, Decimal} from '@concours/kernel/scalars';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {TrackStub} from '../campaigns/campaign.js';
import {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import {Round} from '../rounds/round.js';
import {SubmissionStub} from '../submissions/submission.js';
import type {Bundle, UnitName} from './bundle.js';
import {LeftOut} from './standing.kinds.js';

registerEnumType(LeftOut, {
  name: 'ConstituencyLeftOut',
  description: 'OWN: it may not vote for its own entries. SILENT: nobody of it voted for anybody it could vote for.',
});

@ObjectType({description: 'One component of an entry: what came in, what it became, what it weighs (R86, R87, R98).'})
export class ComponentScore {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition.'})
  component: string;

  @Field(() => String, {description: 'What is printed.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }

  @Field(() => String, {
    description:
      "What came in: a count of votes, the mean of the sheets, a clerk's points, a carried score; empty while missing.",
  })
  raw: string;

  @Field(() => Decimal, {description: 'On 0 to 100, four places, rounded half away from zero.'})
  score: string;

  @Field(() => Decimal, {description: 'Its share of the total, in per cent.'})
  weight: string;

  @Field(() => Decimal, {description: 'Score times weight, four places.'})
  weighted: string;

  @Field(() => Boolean, {description: 'Whether there is no score yet; it counts as nought until there is.'})
  missing: boolean;
}

@ObjectType({
  description: 'How a unit was called on the day a result was frozen; its id leads to what it is called today.',
})
export class FrozenUnit {
  text: UnitName;

  @Field(() => ID, {description: "The organisation's id."})
  id: string;

  @Field(() => String, {description: 'Its full name of that day.'})
  name(@languageArg() language: Language): string {
    return pick(this.text.name, language);
  }

  @Field(() => String, {description: 'Its name in tables of that day.'})
  shortName(@languageArg() language: Language): string {
    return pick(this.text.shortName, language);
  }

  static of({units}: Bundle, id: string): FrozenUnit | null {
    const text = units?.[id];
    return text ? Object.assign(new FrozenUnit(), {id, text}) : null;
  }
}

@ObjectType({description: 'A place in a standing.'})
export class StandingRow {
  @Field(() => Int, {description: 'Competition rank: a shared place skips the next (1, 1, 3).'})
  rank: number;

  @Field(() => Entry, {description: 'Who stands there.'})
  entry: Entry;

  @Field(() => SubmissionStub, {description: 'The work.'})
  submission: SubmissionStub;

  @Field(() => OrganisationStub, {description: 'Its unit, as it is today.'})
  organisation: OrganisationStub;

  @Field(() => FrozenUnit, {
    nullable: true,
    description:
      'Its unit as it was called when the order was frozen, which is what a result says; part of the proof. Null in a live standing, and in results from before names were kept.',
  })
  unit: FrozenUnit | null;

  @Field(() => TrackStub, {description: 'Its track.'})
  track: TrackStub;

  @Field(() => Decimal, {
    description: "The weighted total, at the round's places; it decides as printed, no hidden digit does.",
  })
  total: string;

  @Field(() => [ComponentScore], {description: 'One for each component, in the order of the definition.'})
  scores: ComponentScore[];

  @Field(() => Int, {description: 'How many others have the same total.'})
  tiedWith: number;

  @Field(() => String, {
    nullable: true,
    description:
      'What parted it from an equal total (R99): the key of a component, SUBMITTED_EARLIER or LOT; null where nothing had to or nothing could.',
  })
  decidedBy: string | null;

  @Field(() => Boolean, {description: 'Whether it is within the cut.'})
  advances: boolean;

  @Field(() => Boolean, {
    description: 'Whether it is so by one component alone, such as the vote, whatever its total (R142).',
  })
  advancesDirectly: boolean;
}

@ObjectType({
  description:
    'The order of the entries of a round: live, or frozen once there is a result. Units have no standing (R112).',
})
export class Standing {
  @Field(() => Round, {description: 'The round.'})
  round: Round;

  @Field(() => DateTime, {description: 'When it was worked out, or frozen.'})
  takenAt: Date;

  @Field(() => Boolean, {description: 'True while it may still change: until the result is published.'})
  provisional: boolean;

  @Field(() => [StandingRow], {description: 'Best first.'})
  rows: StandingRow[];
}

@ObjectType({description: 'What one constituency gave an entry, where each is converted by itself (R86).'})
export class ConstituencyStep {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition, or the code of its unit.'})
  key: string;

  @Field(() => String, {description: 'What is printed.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }

  @Field(() => Int, {description: 'Its votes for the entry.'})
  votes: number;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What it gave, four places; null where it is left out. The sum is taken before rounding.',
  })
  points: string | null;

  @Field(() => LeftOut, {nullable: true, description: 'Why it is left out; null where it counts.'})
  leftOut: LeftOut | null;
}

@ObjectType({description: 'One step of how a total came about.'})
export class ExplanationStep extends ComponentScore {
  formulaText: {zh: string; en: string};

  @Field(() => String, {description: 'How the raw figure became the score, to be checked with a pocket calculator.'})
  formula(@languageArg() language: Language): string {
    return pick(this.formulaText, language);
  }

  @Field(() => [ConstituencyStep], {
    description:
      'Of a vote that is converted in each constituency by itself, all of them; empty otherwise. Votes of people who belong to none are in `raw` alone.',
  })
  constituencies: ConstituencyStep[];
}

@ObjectType({description: 'How did this come about: every step from raw figures to the total of one entry.'})
export class Explanation {
  @Field(() => Entry, {description: 'The entry.'})
  entry: Entry;

  @Field(() => Int, {nullable: true, description: 'Its rank.'})
  rank: number | null;

  @Field(() => Decimal, {nullable: true, description: 'Its total.'})
  total: string | null;

  @Field(() => [ExplanationStep], {description: 'One for each component.'})
  steps: ExplanationStep[];
}
