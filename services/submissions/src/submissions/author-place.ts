import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/**
 * The numbered places an author has in a track (R70): a handed-in work holds one. The unique key is the guard, so that two
 * works of one author handed in at once cannot both get through.
 */
@Entity('author_place')
@Index('author_place_place', ['campaignId', 'trackKey', 'organisationId', 'author', 'place'], {unique: true})
export class AuthorPlace {
  @PrimaryColumn(idColumn)
  submissionId: string;

  @Column(idColumn)
  campaignId: string;

  @Column(keyColumn(40))
  trackKey: string;

  @Column(idColumn)
  organisationId: string;

  /** Normalised, so that neither case nor width nor a trailing space makes another person. */
  @Column(keyColumn(100))
  author: string;

  @Column({type: 'int'})
  place: number;
}
