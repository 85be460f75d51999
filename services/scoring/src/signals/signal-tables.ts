import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {bigColumn} from '../ledger/ledger-tables.js';
import type {FigureKind, SignalKind, SignalState} from './signal.kinds.js';

/** Which instance watches at present. One row. */
@Entity('integrity_lease')
export class IntegrityLease {
  @PrimaryColumn('int')
  id: number;

  @Column({...idColumn, nullable: true})
  holder: string | null;

  @Column({...utcColumn, nullable: true})
  leasedUntil: Date | null;
}

/** How many blocks of a chain of the ledger were looked at. */
@Entity('signal_cursor')
export class SignalCursor {
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn('int')
  writer: number;

  @Column('int')
  blocks: number;
}

/** What speaks for a signal. */
export interface Evidence {
  figures: Partial<Record<FigureKind, number>>;
  subject: string | null;
  /** Numbers of entries in the order of the ballots. */
  pattern: number[];
}

/** Ballots that may be wrong for one reason. It grows while more of the same comes in. */
@Entity('vote_signal')
@Index('vote_signal_name', ['round', 'kind', 'name'], {unique: true})
@Index('vote_signal_state', ['round', 'state'])
@Index('vote_signal_case', ['caseId'])
export class SignalRow {
  @PrimaryColumn(idColumn)
  id: string;

  /** The round's number. */
  @Column('int')
  round: number;

  @Column(keyColumn(20))
  kind: SignalKind;

  @Column(keyColumn(100))
  name: string;

  /** The entry's number, where it is about one. */
  @Column({type: 'int', nullable: true})
  entry: number | null;

  @Column(keyColumn(10))
  state: SignalState;

  @Column('json')
  evidence: Evidence;

  @Column('int')
  ballots: number;

  @Column('int')
  marks: number;

  @Column(utcColumn)
  foundAt: Date;

  @Column(utcColumn)
  firstAt: Date;

  @Column(utcColumn)
  lastAt: Date;

  @Column({...idColumn, nullable: true})
  caseId: string | null;
}

/** A ballot of a signal, by its first mark. */
@Entity('vote_signal_ballot')
@Index('vote_signal_of_ballot', ['round', 'writer', 'batch', 'seq'])
export class SignalBallot {
  @PrimaryColumn(idColumn)
  signalId: string;

  @PrimaryColumn('int')
  writer: number;

  @PrimaryColumn(bigColumn)
  batch: number;

  @PrimaryColumn('int')
  seq: number;

  @Column('int')
  round: number;

  @Column('int')
  marks: number;
}
