import {Language, languageArg, pick} from '@concours/kernel/languages';
import {DateTime} from '@concours/kernel/scalars';
import type {TextValue} from '@concours/schema/definition/values';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import {Entry} from '../entries/entry.js';
import {type CountFault, faultTexts} from './counts-table.rules.js';
import {ExternalVotesState} from './external-votes.kinds.js';

registerEnumType(ExternalVotesState, {
  name: 'ExternalVotesState',
  description:
    'PROPOSED: waits for a second person. IN_FORCE: these count. REPLACED: these counted until a later version did. REJECTED: sent or taken back; these never counted.',
});

@ObjectType({description: 'A file that bears counts out, kept with its bytes.'})
export class ExternalEvidence {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => String, {description: 'Its name.'})
  name: string;

  @Field(() => Int, {description: 'Its size in bytes.'})
  size: number;

  @Field(() => String, {description: 'SHA-256 of its bytes, in hex.'})
  sha256: string;

  @Field(() => Boolean, {description: 'Whether it is the table that the counts were read from.'})
  table: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'The path it is saved from, for who brings votes in, confirms them or reads the round; null for others.',
  })
  path: string | null;
}

@ObjectType({description: 'The votes of one entry, counted elsewhere.'})
export class ExternalCountOfEntry {
  @Field(() => Entry, {description: 'The entry.'})
  entry: Entry;

  @Field(() => Int, {description: 'Its votes.'})
  votes: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Its votes in the version before that was in force; null where there was none.',
  })
  before: number | null;
}

@ObjectType({description: 'One version of the counts of a vote that was held elsewhere (R124).'})
export class ExternalVotes {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => Int, {description: '1, 2, 3 … of its component.'})
  version: number;

  @Field(() => ExternalVotesState, {description: 'Whether it counts.'})
  state: ExternalVotesState;

  @Field(() => String, {description: 'Where the vote was held.'})
  source: string;

  @Field(() => String, {nullable: true, description: 'The page of that vote.'})
  link: string | null;

  @Field(() => DateTime, {description: 'The instant whose counts they are.'})
  takenAt: Date;

  @Field(() => DateTime, {description: 'When they were brought in.'})
  importedAt: Date;

  @Field(() => String, {nullable: true, description: 'Who brought them in; null for who may not read the round.'})
  importedBy: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it takes the place of the version before; null for the first.',
  })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the second person should know; null for who may not read the round.',
  })
  note: string | null;

  @Field(() => DateTime, {nullable: true, description: 'When the second person decided; null while it waits.'})
  decidedAt: Date | null;

  @Field(() => String, {nullable: true, description: 'The second person; null for who may not read the round.'})
  decidedBy: string | null;

  @Field(() => String, {nullable: true, description: 'Why it was sent or taken back.'})
  decisionReason: string | null;

  @Field(() => [ExternalEvidence], {description: 'What bears the counts out.'})
  evidence: ExternalEvidence[];

  @Field(() => Int, {
    nullable: true,
    description: 'All votes; null for who may not read the round, until its result is shown to everybody.',
  })
  total: number | null;

  @Field(() => [ExternalCountOfEntry], {
    description: 'By entry number; empty for who may not read the round, until its result is shown to everybody.',
  })
  counts: ExternalCountOfEntry[];

  @Field(() => Boolean, {description: 'Whether the caller may confirm it: another person than who brought it in.'})
  mayConfirm: boolean;

  @Field(() => Boolean, {description: 'Whether the caller may send it back, or take the own one back.'})
  mayReject: boolean;
}

@ObjectType({description: 'A component whose votes are held elsewhere, with what was brought in for it (R124).'})
export class ExternalComponent {
  nameText: TextValue;

  @Field(() => String, {description: 'Its key in the definition.'})
  component: string;

  @Field(() => String, {description: 'What is printed.'})
  name(@languageArg() language: Language): string {
    return pick(this.nameText, language);
  }

  @Field(() => ExternalVotes, {
    nullable: true,
    description: 'The version that counts, told to everybody; null until one is confirmed: the standing waits for it.',
  })
  inForce: ExternalVotes | null;

  @Field(() => ExternalVotes, {
    nullable: true,
    description:
      'The version that waits for a second person; null for who may neither read the round nor bring votes in.',
  })
  proposed: ExternalVotes | null;

  @Field(() => [ExternalVotes], {
    description: 'All versions, the newest first; none for who may neither read the round nor bring votes in.',
  })
  versions: ExternalVotes[];

  @Field(() => Boolean, {description: 'Whether the caller may bring votes in now.'})
  mayImport: boolean;
}

@ObjectType({description: 'What became, or would become, of a row of counts.'})
export class ExternalVotesRow {
  @Field(() => Int, {description: 'Its number in the table, as a spreadsheet counts.'})
  row: number;

  @Field(() => String, {description: 'The number as it is written.'})
  number: string;

  @Field(() => String, {description: 'The title as it is written.'})
  title: string;

  @Field(() => Entry, {nullable: true, description: 'The entry it means; null where none is.'})
  entry: Entry | null;

  @Field(() => Int, {nullable: true, description: 'Its votes; null where they cannot be read.'})
  votes: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The votes of that entry that are in force now; null where none are.',
  })
  before: number | null;

  fault: CountFault | null;

  @Field(() => String, {nullable: true, description: 'What is wrong with it; null where nothing is.'})
  problem(@languageArg() language: Language): string | null {
    return this.fault && pick(faultTexts[this.fault], language);
  }
}

@ObjectType({
  description: 'A table of counts, row by row. Counts are kept only if every row is sound and no entry is missing.',
})
export class ExternalVotesReport {
  @Field(() => Boolean, {description: 'Nothing was kept: it only says what would become of it.'})
  dryRun: boolean;

  @Field(() => Boolean, {description: 'Every row is sound and every entry that takes part has one.'})
  whole: boolean;

  @Field(() => Int, {description: 'The sum of all sound rows.'})
  total: number;

  @Field(() => [ExternalVotesRow], {description: 'In the order of the table.'})
  rows: ExternalVotesRow[];

  @Field(() => [Entry], {description: 'Entries that take part and have no row; write 0 for who has no vote.'})
  missing: Entry[];

  @Field(() => ExternalVotes, {
    nullable: true,
    description: 'What was kept, waiting for a second person; null after a dry run.',
  })
  kept: ExternalVotes | null;
}
