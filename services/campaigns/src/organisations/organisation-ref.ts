import {idColumn, keyColumn} from '@concours/kernel/columns';
import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What campaigns know of a unit: its code, which definitions name, and where it stands in the tree. Rows elsewhere hold only its id. */
@Entity('organisation_ref')
@Index('organisation_ref_code', ['code'], {unique: true})
@Index('organisation_ref_path', ['path'])
@Index('organisation_ref_parent', ['parentId'])
export class OrganisationRef {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(100))
  code: string;

  @Column(keyColumn(500))
  path: string;

  @Column({...idColumn, nullable: true})
  parentId: string | null;

  @Column(keyColumn(40))
  kind: OrganisationKind;

  @Column(keyColumn(40))
  level: OrganisationLevel;

  @Column({type: 'varchar', length: 200})
  nameZh: string;

  @Column({type: 'varchar', length: 200})
  nameEn: string;

  /** A closed unit keeps what it has done and reports nothing new. */
  @Column('boolean')
  closed: boolean;
}
