import {idColumn, utcColumn} from '@concours/kernel/columns';
import {Field, ID, ObjectType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

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

  /** In full: a signature is checked with the secret itself, a hash of it would do for nothing. */
  @Column({type: 'varchar', length: 64})
  secret: string;

  @Column(utcColumn)
  createdAt: Date;
}

@ObjectType({description: 'An app that was registered.'})
export class RegisteredApp {
  @Field(() => PartnerApp, {description: 'The app.'})
  app: PartnerApp;

  @Field(() => String, {
    description: 'What it signs voter tokens with (HS256 over the bytes of this text). It is shown this once.',
  })
  secret: string;
}
