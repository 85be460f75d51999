import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What this service must know of an organisation: its place in the tree and what its class is decided by. Fed by OrganisationChanged. */
@Entity('organisation_ref')
export class OrganisationRef {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(100))
  code: string;

  // Row scoping seeks on ranges of this column.
  @Index('organisation_ref_path')
  @Column(keyColumn(700))
  path: string;

  @Column(keyColumn(20))
  kind: OrganisationKind;

  @Column(keyColumn(20))
  level: OrganisationLevel;

  @Column({type: 'varchar', length: 200})
  nameZh: string;

  @Column({type: 'varchar', length: 200})
  nameEn: string;

  @Column({type: 'boolean'})
  closed: boolean;
}
