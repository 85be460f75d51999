import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

export const AppKeyAlgorithms = {HS256: 'HS256', ES256: 'ES256', EdDSA: 'EdDSA'} as const;
export type AppKeyAlgorithm = keyof typeof AppKeyAlgorithms;
registerEnumType(AppKeyAlgorithms, {
  name: 'AppKeyAlgorithm',
  description:
    'How voter tokens are signed: with a secret that the platform knows, too, or with a key of which it has the public half alone.',
});

/** What a voter token of an app may be signed with. Several count side by side, so that one takes over from another. */
@ObjectType({description: 'What an app signs voter tokens with.'})
@Entity('partner_app_key')
@Index('partner_app_key_app', ['appId'])
export class AppKey {
  @Field(() => ID, {description: 'The `kid` that a token may carry in its head; without one all keys are tried.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  appId: string;

  @Field(() => AppKeyAlgorithms, {description: 'The one algorithm it is good for, whatever a token says.'})
  @Column(keyColumn(10))
  algorithm: AppKeyAlgorithm;

  /** A secret, sealed: a signature is checked with the secret itself, a hash of it would do for nothing. Or a public key, as a JWK. */
  @Column('text')
  material: string;

  @Field(() => String, {description: 'The last four characters of the secret, or of the thumbprint of the public key.'})
  @Column(keyColumn(4))
  ending: string;

  @Field(() => Date, {description: 'When it was added.'})
  @Column(utcColumn)
  createdAt: Date;
}

/** Voter tokens seen, by app and day. */
@Entity('partner_app_day')
export class AppDay {
  @PrimaryColumn(idColumn)
  appId: string;

  /** In Asia/Shanghai. */
  @PrimaryColumn(keyColumn(10))
  day: string;

  @Column('int')
  tokens: number;
}
