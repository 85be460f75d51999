import {Page} from '@concours/kernel/page';
import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {CorrectionKind} from './correction.kinds.js';

registerEnumType(CorrectionKind, {
  name: 'CorrectionKind',
  description:
    'HELD: ballots were put aside until somebody decides. RELEASED: they count after all. VOIDED: they never will; the ledger says so of each. RESTORED: voided ones count again, after an appeal. SUSPENDED: the count of an entry stands still. RESUMED: it goes on.',
});

@ObjectType({description: 'What a correction did to the count of one entry.'})
export class CorrectedEntry {
  @Field(() => Entry, {description: 'The entry.'})
  entry: Entry;

  @Field(() => Int, {description: 'The difference, with its sign.'})
  votes: number;
}

@ObjectType({
  description:
    'An audited correction (R101): the only thing by which a count goes down. Everybody sees that there was one and why.',
})
export class TallyCorrection {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => CorrectionKind, {description: 'What was done.'})
  kind: CorrectionKind;

  @Field(() => DateTime, {description: 'When it was done.'})
  at: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'The signals by whose rule it was done (`integrity.hold` of the definition), such as `DEVICE, BURST`; null where a person did it.',
  })
  rule: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who did it, to those who may read the signals; null for everybody else and for rules.',
  })
  by: string | null;

  @Field(() => String, {description: 'Why.'})
  reason: string;

  @Field(() => Int, {description: 'How many ballots it is about; 0 where an entry was suspended.'})
  ballots: number;

  @Field(() => [CorrectedEntry], {
    nullable: true,
    description: 'What it did to each count; null while the counts of that instant are hidden (A39).',
  })
  entries: CorrectedEntry[] | null;
}

@ObjectType()
export class TallyCorrectionPage extends Page(TallyCorrection, 'TallyCorrection') {}
