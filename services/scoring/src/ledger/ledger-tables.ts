import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {BlockKind} from './line.rules.js';

/** Batch numbers pass 32 bits; they stay within what a float holds exactly. */
export const bigColumn = {
  type: 'bigint',
  transformer: {from: (value: string | number) => Number(value), to: (value: number) => value},
} as const;

/** Which instance seals at present. One row. */
@Entity('ledger_lease')
export class LedgerLease {
  @PrimaryColumn('int')
  id: number;

  @Column({...idColumn, nullable: true})
  holder: string | null;

  @Column({...utcColumn, nullable: true})
  leasedUntil: Date | null;
}

/** How far a writer's batches are sealed. */
@Entity('ledger_cursor')
export class LedgerCursor {
  @PrimaryColumn('int')
  writer: number;

  @Column(bigColumn)
  batch: number;

  /** Below it nothing comes late any more. */
  @Column(bigColumn)
  settled: number;
}

/** What the nonces of a round's ballots are made with. Never leaves the platform; without it no ballot can be guessed or shown. */
@Entity('ledger_secret')
export class LedgerSecret {
  @PrimaryColumn('int')
  round: number;

  @Column(keyColumn(64))
  secret: string;
}

/** How far the chain of a round and writer reaches. */
@Entity('ledger_chain')
export class LedgerChain {
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn('int')
  writer: number;

  @Column('int')
  blocks: number;

  @Column('int')
  ballots: number;

  @Column('int')
  marks: number;

  /** Of the last block. */
  @Column(keyColumn(64))
  hash: string;

  /** Of the tree over the blocks: the roots of its full parts, the largest first. */
  @Column('json')
  peaks: string[];
}

/** Ballots that were stored together, chained. Triggers keep it from being changed. */
@Entity('ledger_block')
@Index('ledger_block_batch', ['writer', 'batch', 'round'])
export class LedgerBlock {
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn('int')
  writer: number;

  /** From 0. */
  @PrimaryColumn('int')
  number: number;

  /** BALLOTS as they were stored; VOIDS: ballots of this chain that do not count any more, or do again. */
  @Column(keyColumn(20))
  kind: BlockKind;

  /** Of its ballots; for voids see batchOfOrder(). */
  @Column(bigColumn)
  batch: number;

  /** How many lines it has. */
  @Column('int')
  ballots: number;

  /** Of its ballots; 0 for voids. */
  @Column('int')
  marks: number;

  /** See lineOf(): of each ballot where it is stored and what it commits to; or voidLineOf(). */
  @Column('json')
  lines: string[];

  @Column(keyColumn(64))
  hash: string;

  /** The nodes of the tree that this block made full, from level 1 upwards. */
  @Column('json')
  nodes: string[];
}
