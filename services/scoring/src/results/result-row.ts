import {idColumn, keyColumn, utcColumn} from '@concours/kernel/database';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {ResultStage} from '../rounds/round.kinds.js';
import type {Bundle} from '../standings/bundle.js';

/** A frozen order of a round and the way it went since. The bundle is never written again. */
@Entity('result')
@Index('result_round', ['roundId'], {unique: true})
export class ResultRow {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(80))
  roundId: string;

  @Column(idColumn)
  campaignId: string;

  /** SHA-256 of the bundle's canonical JSON, in hex. */
  @Column(keyColumn(64))
  digest: string;

  @Column('json')
  bundle: Bundle;

  @Column(utcColumn)
  frozenAt: Date;

  @Column(idColumn)
  frozenBy: string;

  @Column({type: 'varchar', length: 191})
  frozenByName: string;

  @Column({...utcColumn, nullable: true})
  noticeFrom: Date | null;

  @Column({...utcColumn, nullable: true})
  noticeUntil: Date | null;

  @Column({...utcColumn, nullable: true})
  publishedAt: Date | null;

  @Column({type: 'varchar', length: 191, nullable: true})
  publishedByName: string | null;

  @Column('int')
  version: number;
}

export function stageOf(result: Pick<ResultRow, 'noticeFrom' | 'publishedAt'>): ResultStage {
  if (result.publishedAt) return 'PUBLISHED';
  return result.noticeFrom ? 'ON_NOTICE' : 'FROZEN';
}
