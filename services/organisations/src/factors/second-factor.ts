import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

/** What an account's owner carries about to prove themselves beside the password: an app that shows codes (TOTP). */
@Entity('second_factor')
export class SecondFactor {
  @PrimaryColumn(idColumn)
  accountId: string;

  /** Sealed as `account.secondFactor`. */
  @Column({type: 'varchar', length: 300})
  secret: string;

  /** Null until a code has shown that the app has it: it counts from then on. */
  @Column({...utcColumn, nullable: true})
  confirmedAt: Date | null;

  /** The latest span of thirty seconds whose code was taken: no code counts twice. */
  @Column('int')
  lastStep: number;
}

/** One of ten codes for the day the telephone is lost, as the vault's look-up. Its row goes with its use. */
@Entity('recovery_code')
@Index('recovery_code_account', ['accountId'])
export class RecoveryCode {
  @PrimaryColumn(keyColumn(64))
  lookUp: string;

  @Column(idColumn)
  accountId: string;
}

/** Somebody who gave the right password and has yet to give a code. */
@Entity('sign_in_challenge')
@Index('sign_in_challenge_expires', ['expiresAt'])
export class SignInChallenge {
  @PrimaryColumn(keyColumn(64))
  tokenHash: string;

  @Column(idColumn)
  accountId: string;

  @Column('int')
  attempts: number;

  @Column(utcColumn)
  expiresAt: Date;
}

@ObjectType({description: 'A second factor that is being set up: it counts after confirmSecondFactor.'})
export class SecondFactorSetUp {
  @Field(() => String, {description: 'For a QR code: an address that authenticator apps understand (otpauth).'})
  uri: string;

  @Field(() => String, {description: 'The secret in base 32, for typing. It is shown this once.'})
  secret: string;
}
