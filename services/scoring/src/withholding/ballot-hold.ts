import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {bigColumn} from '../ledger/ledger-tables.js';

/** HELD: put aside until somebody decides. VOID: does not count, for good. RELEASED: was put aside and counts. */
export type HoldState = 'HELD' | 'VOID' | 'RELEASED';

/** A ballot that was put aside at some time: by its first mark. Whoever was not has no row. The votes themselves are never touched. */
@Entity('ballot_hold')
@Index('ballot_hold_state', ['round', 'state'])
@Index('ballot_hold_case', ['caseId', 'state'])
@Index('ballot_hold_correction', ['correction'])
export class BallotHold {
  /** The round's number. */
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn('int')
  writer: number;

  @PrimaryColumn(bigColumn)
  batch: number;

  @PrimaryColumn('int')
  seq: number;

  @Column('int')
  marks: number;

  @Column(keyColumn(10))
  state: HoldState;

  /** The case in which it is decided. */
  @Column({...idColumn, nullable: true})
  caseId: string | null;

  /** The correction that changed it last. */
  @Column(idColumn)
  correction: string;
}

/** What of the tallies does not count at present: of the ballots that are HELD or VOID, by entry. */
@Entity('vote_withheld')
export class VoteWithheld {
  @PrimaryColumn('int')
  round: number;

  /** As in the votes; -1 for those of none. */
  @PrimaryColumn('int')
  constituency: number;

  /** The entry's number. */
  @PrimaryColumn('int')
  entry: number;

  @Column('int')
  votes: number;

  /** Of these, what came before the counts were frozen. */
  @Column('int')
  shown: number;
}

/** Where the count of an entry stands still while its counting is suspended. */
@Entity('vote_cap')
export class VoteCap {
  @PrimaryColumn('int')
  round: number;

  /** -1 for the whole round; in a round with constituencies there is a row for each of them, too. */
  @PrimaryColumn('int')
  constituency: number;

  @PrimaryColumn('int')
  entry: number;

  @Column('int')
  votes: number;

  @Column('int')
  shown: number;
}

/** Its row is locked by whoever changes what counts in a round, and by the freeze of its result. */
@Entity('withholding_lock')
export class WithholdingLock {
  @PrimaryColumn('int')
  round: number;

  @Column('int')
  version: number;
}
