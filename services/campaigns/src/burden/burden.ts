import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Field, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {type Burden, type BurdenItem, changeOf} from './burden-meter.rules.js';

export enum BurdenKind {
  REPORT = 'REPORT',
  TABLE = 'TABLE',
  WORK = 'WORK',
  REMINDERS = 'REMINDERS',
}
registerEnumType(BurdenKind, {
  name: 'BurdenKind',
  description: 'Reports of events, the statistics table, works, reminders.',
});

export enum BurdenChange {
  NEW = 'NEW',
  MORE = 'MORE',
  LESS = 'LESS',
  SAME = 'SAME',
}
registerEnumType(BurdenChange, {
  name: 'BurdenChange',
  description: 'Against the edition before: not asked then, more, less, or the same.',
});

@ObjectType({description: 'How much is asked, added up. What is for each event or work counts once.'})
export class BurdenSum {
  @Field(() => Int, {description: 'Forms to fill in.'})
  forms: number;

  @Field(() => Int, {description: 'Fields that must be filled in them.'})
  fields: number;

  @Field(() => Int, {description: 'Photos and files.'})
  files: number;

  @Field(() => Int, {description: 'Things to confirm.'})
  confirmations: number;

  @Field(() => Int, {description: 'Reminders, at most.'})
  reminders: number;
}

@ObjectType({description: 'One thing that is asked of a grassroots unit, explained.'})
export class BurdenMeterItem {
  @Field(() => String, {description: 'The same in every edition, such as report or work:song.'})
  key: string;

  @Field(() => BurdenKind, {description: 'What kind of thing.'})
  kind: BurdenKind;

  @Field(() => Boolean, {description: 'Asked only of units that take part.'})
  voluntary: boolean;

  @Field(() => Int, {nullable: true, description: 'How often at least; null: once for each event or work.'})
  times: number | null;

  @Field(() => Int, {description: 'Required fields, each time.'})
  fields: number;

  @Field(() => Int, {description: 'Photos and files, each time.'})
  files: number;

  @Field(() => Int, {description: 'Confirmations, each time.'})
  confirmations: number;

  @Field(() => Int, {description: 'Reminders over the whole campaign, at most.'})
  reminders: number;

  @Field(() => BurdenChange, {nullable: true, description: 'Against the edition before; null where there is none.'})
  change: BurdenChange | null;

  private texts: Pick<BurdenItem, 'name' | 'why'>;

  static of(item: BurdenItem, before: Burden | null): BurdenMeterItem {
    const {name, why, kind, ...rest} = item;
    const change = changeOf(item, before);
    return Object.assign(new BurdenMeterItem(), rest, {
      kind: BurdenKind[kind],
      change: change && BurdenChange[change],
      texts: {name, why},
    });
  }

  @Field(() => String, {description: 'Its name.'})
  name(@languageArg() language: Language): string {
    return pick(this.texts.name, language);
  }

  @Field(() => String, {description: 'Why it counts what it counts.'})
  why(@languageArg() language: Language): string {
    return pick(this.texts.why, language);
  }
}

@ObjectType({description: 'The edition before, for comparison (R27).'})
export class BurdenEdition {
  @Field(() => Campaign, {description: 'The campaign of that edition.'})
  campaign: Campaign;

  @Field(() => BurdenSum, {description: 'What it asked of every unit.'})
  asked: BurdenSum;

  @Field(() => BurdenSum, {description: 'What it asked of units that took part.'})
  takingPart: BurdenSum;

  @Field(() => Int, {description: 'Its days on which something was open for units.'})
  days: number;

  @Field(() => Int, {description: 'Its deadlines for units.'})
  deadlines: number;
}

@ObjectType({
  description:
    'What a campaign asks of one grassroots unit (R114), worked out from its definition alone: before it is applied as well as after.',
})
export class BurdenMeter {
  @Field(() => BurdenSum, {description: 'Asked of every unit.'})
  asked: BurdenSum;

  @Field(() => BurdenSum, {description: 'Asked beside that of a unit that takes part in every track once.'})
  takingPart: BurdenSum;

  @Field(() => Int, {description: 'Days on which something is open for units.'})
  days: number;

  @Field(() => Int, {description: 'Different deadlines that bind units.'})
  deadlines: number;

  @Field(() => Int, {description: 'Stages for units without exact dates, which no day counts for yet.'})
  undated: number;

  @Field(() => [BurdenMeterItem], {description: 'Item by item.'})
  items: BurdenMeterItem[];

  @Field(() => BurdenEdition, {
    nullable: true,
    description: 'The edition before in its series; null where there is none.',
  })
  previous: BurdenEdition | null;
}
