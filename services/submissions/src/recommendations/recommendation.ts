import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/**
 * A work that was put forward holds one of the numbered places of the recommending unit (R79). The unique key is the guard of
 * the cap: whatever races, place 20 exists once. A recommendation that is withdrawn is deleted, which frees the place; the work's
 * history keeps it. The place is null where the track sets no caps at all.
 */
@Entity('recommendation')
@Index('recommendation_place', ['campaignId', 'trackKey', 'organisationId', 'place'], {unique: true})
export class Recommendation {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Column(idColumn)
  organisationId: string;

  @Column({type: 'int', nullable: true})
  place: number | null;

  @Column(utcColumn)
  at: Date;
}
