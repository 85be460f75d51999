import {idColumn, keyColumn} from '@concours/kernel/columns';
import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What scoring knows of a unit: where it stands in the tree. Rows elsewhere hold only its id. */
@Entity('organisation_ref')
@Index('organisation_ref_path', ['path'])
export class OrganisationRef {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(500))
  path: string;

  @Column(keyColumn(40))
  level: OrganisationLevel;

  @Column(keyColumn(40))
  kind: OrganisationKind;

  @Column({type: 'varchar', length: 200})
  nameZh: string;

  @Column({type: 'varchar', length: 200})
  nameEn: string;

  /** Null for what was announced before short names were kept here: the full name stands in. */
  @Column({type: 'varchar', length: 200, nullable: true})
  shortNameZh: string | null;

  @Column({type: 'varchar', length: 200, nullable: true})
  shortNameEn: string | null;
}
