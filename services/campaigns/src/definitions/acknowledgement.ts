import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** The newest definition of a campaign that another service works by. */
@Entity('definition_acknowledgement')
export class Acknowledgement {
  @PrimaryColumn(idColumn)
  campaignId: string;

  @PrimaryColumn(keyColumn(40))
  service: string;

  @Column('int')
  definitionVersion: number;
}
