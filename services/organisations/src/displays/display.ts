import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** A screen in a hall. Its token has no end: it hangs there for weeks with nobody to sign it in. */
@Entity('display')
@Index('display_token', ['tokenHash'], {unique: true})
@Index('display_organisation', ['organisationId'])
export class Display {
  @PrimaryColumn(idColumn)
  id: string;

  @Column({type: 'varchar', length: 100})
  name: string;

  @Column(keyColumn(64))
  tokenHash: string;

  @Column(idColumn)
  organisationId: string;

  @Column(utcColumn)
  createdAt: Date;
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
