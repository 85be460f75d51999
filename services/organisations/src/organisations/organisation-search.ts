import {idColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/**
 * What an organisation is found by. A row of its own, since a search for a part of a name reads all of them: a tenth of the
 * bytes, and compared as bytes.
 */
@Entity('organisation_search')
@Index('organisation_search_form', ['form'])
export class OrganisationSearch {
  @PrimaryColumn(idColumn)
  organisationId: string;

  @Column('int')
  position: number;

  /** Code, names, aliases and how they sound, as keys between bars: `|key|` finds one exactly, `|key` by its beginning. */
  @Column({type: 'text', collation: 'utf8mb4_bin'})
  keys: string;

  /** By which edition of the rules the keys were made; older ones are made anew when the service starts. */
  @Column('int')
  form: number;
}
