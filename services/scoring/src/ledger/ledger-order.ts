import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {VoidKind} from './void.rules.js';

/** Where a ballot begins: the batch, and the number of its first mark in it. */
export type BallotAt = readonly [batch: number, seq: number];

/**
 * Ballots of a chain that were voided or counted again, waiting for their block. Written with the decision, sealed with its
 * number once the ballots themselves are.
 */
@Entity('ledger_order')
@Index('ledger_order_waiting', ['block'])
@Index('ledger_order_chain', ['round', 'writer'])
export class LedgerOrder {
  @PrimaryColumn({type: 'int', generated: 'increment'})
  id: number;

  @Column('int')
  round: number;

  @Column('int')
  writer: number;

  @Column(keyColumn(10))
  kind: VoidKind;

  @Column('json')
  ballots: BallotAt[];

  /** Of the reason and the case, see reasonHash(). */
  @Column(keyColumn(64))
  reasonHash: string;

  @Column('text')
  reason: string;

  @Column({...idColumn, nullable: true})
  caseId: string | null;

  @Column(utcColumn)
  at: Date;

  /** The number of its block; null until it is sealed. */
  @Column({type: 'int', nullable: true})
  block: number | null;
}
