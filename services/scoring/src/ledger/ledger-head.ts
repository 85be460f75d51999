import {keyColumn, utcColumn} from '@concours/kernel/columns';
import {DateTime} from '@concours/kernel/scalars';
import {Field, Int, ObjectType} from 'type-graphql';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** A published head. Triggers keep it from being changed, and its signature shows if it was. */
@Entity('ledger_head')
@ObjectType({
  description:
    'What the votes of a round were up to some day, signed: no ballot that it covers can be changed, removed or put in afterwards without its no longer fitting (R101, R119).',
})
export class LedgerHead {
  /** The round's number. */
  @PrimaryColumn('int')
  round: number;

  @PrimaryColumn('int')
  @Field(() => Int, {description: 'From 1, without gaps.'})
  number: number;

  /** The last day that it covers in full, yyyymmdd in the campaign's zone. */
  @Column('int')
  day: number;

  @Column(utcColumn)
  @Field(() => DateTime, {description: "When it was taken, by the platform's clock."})
  at: Date;

  @Column('boolean')
  @Field(() => Boolean, {description: 'Whether the vote was over: it then covers every ballot.'})
  closing: boolean;

  @Column({type: 'text'})
  @Field(() => String, {
    description:
      'What is signed, as JSON: round, number, day, at, closing, the SHA-256 of the statement before it, and that of the body.',
  })
  statement: string;

  @Column('json')
  body: {text: string};

  @Column(keyColumn(64))
  @Field(() => String, {description: 'SHA-256 over "head", a newline and the statement: short enough to be printed.'})
  hash: string;

  @Column(keyColumn(64))
  @Field(() => String, {description: 'The Ed25519 key of the installation that signed it: 32 bytes, base64url.'})
  publicKey: string;

  @Column(keyColumn(100))
  @Field(() => String, {description: 'Ed25519 signature over the bytes of the statement (UTF-8), base64url.'})
  signature: string;
}
