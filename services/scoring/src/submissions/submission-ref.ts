import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import type {SubmissionState} from '@concours/schema/events';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What scoring knows of a work: whose it is and how far it has come. */
@Entity('submission_ref')
@Index('submission_ref_track', ['campaignId', 'trackKey', 'state'])
export class SubmissionRef {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Column(idColumn)
  organisationId: string;

  @Column({...idColumn, nullable: true})
  recommendedById: string | null;

  @Column(keyColumn(60))
  number: string;

  @Column({type: 'varchar', length: 300})
  title: string;

  @Column({type: 'varchar', length: 300})
  author: string;

  @Column(keyColumn(30))
  state: SubmissionState;

  /** It has been on a shortlist, whatever became of it. */
  @Column('boolean')
  wasShortlisted: boolean;

  @Column({...utcColumn, nullable: true})
  handedInAt: Date | null;
}

/** The committee has closed a track's shortlist: how many works it holds, and their digest. */
@Entity('shortlist')
export class ShortlistRecord {
  /** `<campaignId>:<trackKey>` */
  @PrimaryColumn(keyColumn(80))
  id: string;

  @Column('int')
  count: number;

  @Column(keyColumn(64))
  digest: string;

  @Column(utcColumn)
  closedAt: Date;
}
