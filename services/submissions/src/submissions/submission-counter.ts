import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** The last number given in a track. One row that is counted up: two works made at once queue here and differ. */
@Entity('submission_counter')
export class SubmissionCounter {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  trackKey: string;

  @Column({type: 'int'})
  last: number;
}
