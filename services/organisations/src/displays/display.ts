import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import type {WallKind} from './wall.js';

/** A screen in a hall. Its token has no end: it hangs there for weeks with nobody to sign it in. */
@ObjectType({description: 'A screen that shows a wall. It reads walls, and nothing else (R120).'})
@Entity('display')
@Index('display_token', ['tokenHash'], {unique: true})
@Index('display_organisation', ['organisationId'])
export class Display {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'Where it hangs.'})
  @Column({type: 'varchar', length: 100})
  name: string;

  @Column(keyColumn(64))
  tokenHash: string;

  @Column(idColumn)
  organisationId: string;

  /** Null for a token that was issued to whoever finds its own way to a wall. */
  @Column({...keyColumn(20), nullable: true})
  wallKind: WallKind | null;

  /** Of a round or a campaign: another service's, and checked by nobody but the screen. */
  @Column({...keyColumn(100), nullable: true})
  wallSubject: string | null;

  @Field(() => Date, {description: 'When it was paired, or its token issued.'})
  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Date, {nullable: true, description: 'When it last asked for anything, to the minute.'})
  @Column({...utcColumn, nullable: true})
  lastSeenAt: Date | null;
}

@ObjectType({description: 'A token that was issued. It is shown this once.'})
export class IssuedToken {
  @Field(() => ID, {description: 'What to revoke it by.'})
  id: string;

  @Field(() => String, {description: 'Send it as `Authorization: Bearer …`, or as `token` when a socket opens.'})
  token: string;

  @Field(() => String, {description: 'Whose token it is.'})
  name: string;

  @Field(() => Date, {nullable: true, description: 'When it ends; null: when it is revoked.'})
  expiresAt: Date | null;
}
