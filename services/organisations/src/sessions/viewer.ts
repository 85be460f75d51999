import type {Caller} from '@concours/kernel/identity';
import {Field, ObjectType, registerEnumType} from 'type-graphql';

export const CallerKinds = {
  ANONYMOUS: 'ANONYMOUS',
  ACCOUNT: 'ACCOUNT',
  KEY: 'KEY',
  DISPLAY: 'DISPLAY',
  VOTER: 'VOTER',
} as const;
export type CallerKind = keyof typeof CallerKinds;
registerEnumType(CallerKinds, {
  name: 'CallerKind',
  description:
    'How a caller is known: not at all, as a person, a program, a screen, or a voter whom an app vouches for.',
});

@ObjectType({description: 'Who is asking.'})
export class Viewer {
  constructor(readonly caller: Caller) {}

  @Field(() => CallerKinds, {description: 'How the caller is known.'})
  get kind(): CallerKind {
    // the system asks through no token, so it sees itself as a program
    return this.caller.kind === 'system' ? 'KEY' : (this.caller.kind.toUpperCase() as CallerKind);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The name that others see. Null for the anonymous and for voters.',
  })
  get name(): string | null {
    return this.caller.name;
  }
}

@ObjectType({description: 'A session that has begun.'})
export class SignInPayload {
  @Field(() => String, {description: 'Send it as `Authorization: Bearer …`. It is shown this once.'})
  token: string;

  @Field(() => Date, {description: 'When the token ends, ten minutes from now: refreshSession gives the next.'})
  tokenExpiresAt: Date;

  @Field(() => String, {description: 'What refreshSession takes, once. It is shown this once.'})
  refreshToken: string;

  @Field(() => Date, {description: 'When the session ends, twelve hours from its beginning, whatever is renewed.'})
  expiresAt: Date;

  @Field(() => Viewer, {description: 'Who has signed in.'})
  viewer: Viewer;
}
