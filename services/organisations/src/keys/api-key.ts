import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

@ObjectType({
  description: 'With which a program of an account asks. It carries some of the grants of its owner, and no others.',
})
@Entity('api_key')
@Index('api_key_token', ['tokenHash'], {unique: true})
@Index('api_key_name', ['accountId', 'nameKey'], {unique: true})
export class ApiKey {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'What its owner calls it; no two keys of an account have the same name.'})
  @Column({type: 'varchar', length: 100})
  name: string;

  @Column(keyColumn(100))
  nameKey: string;

  @Column(idColumn)
  accountId: string;

  @Column(keyColumn(64))
  tokenHash: string;

  @Field(() => String, {description: 'The last four characters of the token, to tell it from others.'})
  @Column(keyColumn(4))
  ending: string;

  @Field(() => Boolean, {description: 'It changes nothing: mutations and uploads are refused with READ_ONLY.'})
  @Column('boolean')
  readOnly: boolean;

  @Field(() => Date, {description: 'It ends at this instant, at most a year after it was made.'})
  @Column(utcColumn)
  expiresAt: Date;

  @Field(() => Date, {description: 'When it was made.'})
  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Date, {nullable: true, name: 'lastUsedAt', description: 'When it was last used, to the minute.'})
  @Column({...utcColumn, nullable: true})
  lastSeenAt: Date | null;
}

/** Which of its owner's grants it carries, by id: one that was revoked and is given anew is another one, and doesn't come back by itself. */
@Entity('api_key_grant')
export class ApiKeyGrant {
  @PrimaryColumn(idColumn)
  keyId: string;

  @PrimaryColumn(idColumn)
  grantId: string;
}

@ObjectType({description: 'A key that was made.'})
export class IssuedKey {
  @Field(() => ApiKey, {description: 'The key.'})
  key: ApiKey;

  @Field(() => String, {
    description: 'Send it as `Authorization: Bearer …`, or as `token` when a socket opens. It is shown this once.',
  })
  token: string;
}
