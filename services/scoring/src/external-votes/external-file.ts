import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** A file that was laid before the platform with counts: the table they are in, or what bears them out. */
@Entity('external_file')
@Index('external_file_import', ['importId'])
export class ExternalFile {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(80))
  roundId: string;

  /** Null until an import takes it; what none takes is removed after a day. */
  @Column({...idColumn, nullable: true})
  importId: string | null;

  @Column({type: 'varchar', length: 200})
  name: string;

  @Column(keyColumn(100))
  type: string;

  @Column('int')
  size: number;

  /** Of its bytes, in hex. */
  @Column(keyColumn(64))
  sha256: string;

  @Column(idColumn)
  uploadedBy: string;

  @Column(utcColumn)
  uploadedAt: Date;
}

/** Its bytes, in pieces: with the rest of the evidence they are in every backup, and no instance needs a shared folder. */
@Entity('external_file_piece')
export class ExternalFilePiece {
  @PrimaryColumn(idColumn)
  fileId: string;

  @PrimaryColumn('int')
  position: number;

  @Column('blob')
  bytes: Buffer;
}
