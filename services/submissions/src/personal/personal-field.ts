import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What was entered into a personal field of a work, sealed; it opens for this work and this field alone. */
@Entity('personal_field')
export class PersonalField {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @PrimaryColumn(keyColumn(40))
  key: string;

  @Column('text')
  sealed: string;
}

/** By which works are found by a telephone number or a mail address that stands in a personal field; it cannot be read back. */
@Entity('personal_look_up')
@Index('personal_look_up_hash', ['hash'])
export class PersonalLookUp {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @PrimaryColumn(keyColumn(40))
  key: string;

  @PrimaryColumn(keyColumn(64))
  hash: string;
}
