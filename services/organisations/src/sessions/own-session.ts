import {Field, ID, ObjectType} from 'type-graphql';

@ObjectType({description: 'One of your own sessions: a browser or a program that is signed in as you.'})
export class OwnSession {
  @Field(() => ID, {description: 'Its id.'})
  id: string;

  @Field(() => Date, {description: 'When it began.'})
  createdAt: Date;

  @Field(() => Date, {description: 'When its token was last renewed, which a page in use does every few minutes.'})
  lastUsedAt: Date;

  @Field(() => Date, {description: 'When it ends by itself.'})
  expiresAt: Date;

  @Field(() => String, {description: 'The network address it began from.'})
  address: string;

  @Field(() => String, {nullable: true, description: 'Such as "Firefox · Windows"; null for a program.'})
  device: string | null;

  @Field(() => Boolean, {description: 'Whether you are asking with it.'})
  current: boolean;
}
