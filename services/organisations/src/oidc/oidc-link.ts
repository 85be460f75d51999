import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Language, languageArg, pick} from '@concours/kernel/languages';
import type {BilingualText} from '@concours/kernel/refusal';
import {Field, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** Somebody of the provider is an account of ours: by issuer and subject, never by a name or an address that may change hands. */
@ObjectType({description: 'That an account signs in through the provider, too.'})
@Entity('oidc_link')
@Index('oidc_link_subject', ['subjectKey'], {unique: true})
export class OidcLink {
  /** One an account. */
  @PrimaryColumn(idColumn)
  accountId: string;

  /** SHA-256 of issuer and subject, which may be longer than an index. */
  @Column(keyColumn(64))
  subjectKey: string;

  @Field(() => Date, {description: 'Since when.'})
  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Date, {nullable: true, description: 'When it was last used to sign in.'})
  @Column({...utcColumn, nullable: true})
  lastUsedAt: Date | null;
}

/** A browser that has been sent to the provider. Any instance may take it back. */
@Entity('oidc_attempt')
@Index('oidc_attempt_expires', ['expiresAt'])
export class OidcAttempt {
  @PrimaryColumn(keyColumn(64))
  stateHash: string;

  /** Of the secret in the browser's cookie: nobody else's answer is taken for it. */
  @Column(keyColumn(64))
  browserHash: string;

  /** Nonce and PKCE's verifier, sealed: with them and a stolen code somebody else could sign in. */
  @Column('text')
  sealed: string;

  @Column({type: 'varchar', length: 300})
  redirectUri: string;

  @Column({type: 'varchar', length: 500})
  returnTo: string;

  /** Whose account is to be linked: whoever was signed in with this session, if still so. */
  @Column({...idColumn, nullable: true})
  sessionId: string | null;

  /** To vote, and for nothing else: no account is looked for, and none is needed. */
  @Column({type: 'boolean', nullable: true})
  voting: boolean | null;

  @Column(utcColumn)
  expiresAt: Date;
}

@ObjectType({description: 'Where people of the house sign in elsewhere.'})
export class SignInProvider {
  constructor(private readonly text: BilingualText) {}

  @Field(() => String, {description: 'What it is called.'})
  name(@languageArg() language: Language): string {
    return pick(this.text, language);
  }
}
