import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** A numbered place on a shortlist: the unique key keeps it from growing past what the definition allows. */
@Entity('shortlist_place')
@Index('shortlist_place_place', ['campaignId', 'trackKey', 'place'], {unique: true})
export class ShortlistPlace {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Column({type: 'int'})
  place: number;
}
