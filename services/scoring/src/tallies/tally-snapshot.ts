import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** The counts of a round as they were at an instant, for a vote whose counts are shown later. Kept as long as they may be shown. */
@Entity('tally_snapshot')
export class TallySnapshot {
  /** The round's number. */
  @PrimaryColumn('int')
  round: number;

  /** Nothing in it came later than this. */
  @PrimaryColumn(utcColumn)
  at: Date;

  /** Pairs of an entry's number and its votes; entries without any are absent. */
  @Column('json')
  counts: [entry: number, votes: number][];
}

/** Which instance keeps counts at present. One row. */
@Entity('tally_snapshot_lease')
export class TallySnapshotLease {
  @PrimaryColumn('int')
  id: number;

  @Column({...idColumn, nullable: true})
  holder: string | null;

  @Column({...utcColumn, nullable: true})
  leasedUntil: Date | null;
}
