import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, Int, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';
import {AppKey} from './app-key.js';

@ObjectType({
  description: "A partner's app, such as the union's own: it knows its users and vouches for them as voters.",
})
@Entity('partner_app')
@Index('partner_app_organisation', ['organisationId'])
export class PartnerApp {
  @Field(() => ID, {description: 'The `iss` of its voter tokens.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Field(() => String, {description: 'Its name.'})
  @Column({type: 'varchar', length: 100})
  name: string;

  @Column(idColumn)
  organisationId: string;

  /** As earlier versions kept it, in the open; empty since it is sealed in a key of the app. */
  @Column({type: 'varchar', length: 64})
  secret: string;

  @Column({...utcColumn, nullable: true})
  suspendedAt: Date | null;

  @Field(() => Date, {description: 'When it was registered.'})
  @Column(utcColumn)
  createdAt: Date;

  @Field(() => Boolean, {description: 'Its tokens count for nothing until it is believed again.'})
  get suspended(): boolean {
    return this.suspendedAt !== null;
  }
}

@ObjectType({description: 'How many voter tokens of an app were seen on a day.'})
export class VoterTokenDay {
  @Field(() => String, {description: 'The day in Asia/Shanghai, `YYYY-MM-DD`.'})
  day: string;

  @Field(() => Int, {
    description: 'Tokens, each counted once by each instance of the service. It is written every few seconds.',
  })
  tokens: number;
}

@ObjectType({description: 'A key that an app signs voter tokens with from now on.'})
export class IssuedAppKey {
  @Field(() => AppKey, {description: 'The key.'})
  key: AppKey;

  @Field(() => String, {
    nullable: true,
    description:
      'What it signs with (HS256 over the bytes of this text). It is shown this once. Null for a public key.',
  })
  secret: string | null;
}

@ObjectType({description: 'An app that was registered.'})
export class RegisteredApp {
  @Field(() => PartnerApp, {description: 'The app.'})
  app: PartnerApp;

  @Field(() => AppKey, {description: 'Its first key.'})
  key: AppKey;

  @Field(() => String, {
    nullable: true,
    description:
      'What it signs voter tokens with (HS256 over the bytes of this text). It is shown this once. Null if it gave a public key.',
  })
  secret: string | null;
}
