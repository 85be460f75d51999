import {Field, ID, Int, ObjectType, registerEnumType} from 'type-graphql';
import type {AuditTrailRow} from './audit-trail-row.js';

export const AuditActorKinds = {
  ANONYMOUS: 'ANONYMOUS',
  ACCOUNT: 'ACCOUNT',
  KEY: 'KEY',
  DISPLAY: 'DISPLAY',
  VOTER: 'VOTER',
  SYSTEM: 'SYSTEM',
} as const;
type AuditActorKind = keyof typeof AuditActorKinds;
registerEnumType(AuditActorKinds, {
  name: 'AuditActorKind',
  description:
    'Who did it: nobody known, a person, a program with a key, a screen, a voter, or the platform by itself.',
});

@ObjectType({description: 'Who did something, as they were called then.'})
class AuditActor {
  @Field(() => AuditActorKinds, {description: 'How they were known.'})
  kind: AuditActorKind;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the account (of a key: of its owner). Null for the platform itself.',
  })
  id: string | null;

  @Field(() => String, {nullable: true, description: 'Their name then; of a key its own.'})
  name: string | null;
}

@ObjectType({description: 'What was changed.'})
class AuditSubject {
  @Field(() => String, {description: 'Its type in the graph, such as `Account`.'})
  type: string;

  @Field(() => ID, {description: 'Its id.'})
  id: string;
}

@ObjectType({
  description:
    'One change, written with it, sealed within about a second, and never changed afterwards: who, as what, for which unit, what, from what to what, why (R120).',
})
export class AuditRow {
  constructor(private readonly row: AuditTrailRow) {}

  @Field(() => ID, {description: 'Its id.'})
  get id(): string {
    return this.row.id;
  }

  @Field(() => Date, {description: 'When, in real time to the millisecond.'})
  get at(): Date {
    return this.row.at;
  }

  @Field(() => AuditActor, {description: 'Who.'})
  get actor(): AuditActor {
    const {callerKind, callerId, callerName} = this.row;
    return {kind: callerKind.toUpperCase() as AuditActorKind, id: callerId, name: callerName};
  }

  @Field(() => String, {
    nullable: true,
    description: 'The role that permitted it. Null where none was needed, or the platform itself acted.',
  })
  get role(): string | null {
    return this.row.role;
  }

  get roleOrganisationId(): string | null {
    return this.row.roleOrganisationId;
  }

  get organisationId(): string | null {
    return this.row.organisationId;
  }

  @Field(() => ID, {nullable: true, description: 'In which campaign, if in one.'})
  get campaignId(): string | null {
    return this.row.campaignId;
  }

  @Field(() => String, {
    description: 'What was done: the name of the mutation, or what a job or a route did, such as `stage.open`.',
  })
  get action(): string {
    return this.row.action;
  }

  @Field(() => AuditSubject, {description: 'To what.'})
  get subject(): AuditSubject {
    return {type: this.row.subjectType, id: this.row.subjectId};
  }

  @Field(() => String, {
    nullable: true,
    description: 'JSON: what changed, as it was before. No secret, nor anything by which a person can be reached.',
  })
  get before(): string | null {
    return this.row.beforeText;
  }

  @Field(() => String, {nullable: true, description: 'JSON: what changed, as it was afterwards.'})
  get after(): string | null {
    return this.row.afterText;
  }

  @Field(() => String, {nullable: true, description: 'Why, in the words of who did it.'})
  get reason(): string | null {
    return this.row.reason;
  }

  @Field(() => String, {description: 'The request: what one request changed in several services has the same.'})
  get requestId(): string {
    return this.row.requestId;
  }

  @Field(() => String, {description: 'The service that wrote it, whose chain it is a link of.'})
  get service(): string {
    return this.row.service;
  }

  @Field(() => Int, {description: 'Its place in the chain of its service, from 1, without gaps.'})
  get seq(): number {
    return this.row.seq;
  }

  @Field(() => String, {description: 'SHA-256 in hex over the hash before it and the row itself.'})
  get hash(): string {
    return this.row.hash;
  }
}
