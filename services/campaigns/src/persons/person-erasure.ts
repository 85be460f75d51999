import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** That this service has done its part of an erasure, so that it can say so again. */
@Entity('person_erasure')
export class PersonErasureDone {
  @PrimaryColumn(idColumn)
  id: string;

  @Column('int')
  rows: number;

  @Column(utcColumn)
  erasedAt: Date;
}
