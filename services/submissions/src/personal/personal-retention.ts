import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/**
 * That the personal data of a campaign was erased because its day had come. The key is the claim: of two instances that come to it
 * on one day one erases. There is more than one day where works were handed in again afterwards.
 */
@Entity('personal_retention')
export class PersonalRetention {
  @PrimaryColumn(idColumn)
  campaignId: string;

  /** In the campaign's zone. */
  @PrimaryColumn(keyColumn(10))
  day: string;

  @Column(utcColumn)
  at: Date;

  @Column('int')
  works: number;
}
