import {DateTime} from '@concours/kernel/scalars';
import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import type {RoundBook} from '../ballots/round-book.service.js';
import {Entry} from '../entries/entry.js';
import {OrganisationStub} from '../organisations/organisation.js';
import {SubmissionStub} from '../submissions/submission.js';
import type {Board} from './tally.service.js';

export enum LiveKind {
  SNAPSHOT = 'SNAPSHOT',
  DELTA = 'DELTA',
  HEARTBEAT = 'HEARTBEAT',
  FREEZE = 'FREEZE',
  CORRECTION = 'CORRECTION',
}
registerEnumType(LiveKind, {
  name: 'LiveKind',
  description:
    'SNAPSHOT: everything, first and whenever a reader fell behind. DELTA: absolute counts of what changed. HEARTBEAT: nothing changed for 2 s. FREEZE: the counts shown stand still from now on. CORRECTION: counts that went down, by an audited correction.',
});

@ObjectType({description: 'The count of one entry.'})
export class TallyEntry {
  @Field(() => ID, {description: 'The id of the entry.'})
  id: string;

  @Field(() => Entry, {description: 'The entry.'})
  entry: Entry;

  @Field(() => SubmissionStub, {description: 'Its work.'})
  submission: SubmissionStub;

  @Field(() => OrganisationStub, {description: 'The unit whose work it is.'})
  organisation: OrganisationStub;

  @Field(() => Int, {description: 'Its votes: an absolute number, never a difference.'})
  votes: number;
}

@ObjectType({description: 'The counts of a round at one instant, as far as the caller may see them.'})
export class Tally {
  @Field(() => String, {description: 'Changes when counting starts over, such as after a restart.'})
  epoch: string;

  @Field(() => Int, {description: 'Grows by one with every change within an epoch.'})
  revision: number;

  @Field(() => DateTime, {
    description:
      'Of when the counts are: when they were read, or, where they are shown with a delay, when they were kept.',
  })
  takenAt: Date;

  @Field(() => Int, {description: 'All votes shown; 0 while hidden.'})
  total: number;

  @Field(() => DateTime, {nullable: true, description: 'Since when the counts stand still; null while they do not.'})
  frozenAt: Date | null;

  @Field(() => Boolean, {description: 'Whether the counts are hidden from the caller; there are no entries then.'})
  hidden: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How old the counts are at least, in minutes, where they are shown with a delay; null otherwise.',
  })
  delayMinutes: number | null;

  @Field(() => [TallyEntry], {description: 'By number.'})
  entries: TallyEntry[];
}

@ObjectType({
  description: 'What happened to the counts of a round. The same for everybody: a hidden round stays hidden here.',
})
export class TallyEvent extends Tally {
  @Field(() => LiveKind, {
    description: 'What it tells. A gap in revisions, another epoch or an unknown entry: subscribe again.',
  })
  kind: LiveKind;

  @Field(() => Int, {
    description:
      'Votes of the minute before the counts were taken, by spans of five seconds; 0 while hidden or frozen.',
  })
  votesPerMinute: number;
}

/** Null where what is seen is not delayed, or no longer so. */
export function delayOf({limits}: Pick<RoundBook, 'limits'>, {sight}: Pick<Board, 'sight'>): number | null {
  const delayed = limits?.visibility === 'DELAYED' && (sight === 'DELAYED' || sight === 'FROZEN');
  return delayed ? limits.delayMs / 60_000 : null;
}

export function tallyEntry(entry: Entry, votes: number): TallyEntry {
  return Object.assign(new TallyEntry(), {
    id: entry.id,
    entry,
    submission: Object.assign(new SubmissionStub(), {id: entry.submissionId}),
    organisation: Object.assign(new OrganisationStub(), {id: entry.organisationId}),
    votes,
  });
}
