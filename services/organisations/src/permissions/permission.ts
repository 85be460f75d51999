import type {Role} from '@concours/schema/access';
import {Field, ObjectType, registerEnumType} from 'type-graphql';
import {Grant, Roles} from '../grants/grant.js';

export const PermissionVerdicts = {
  HELD: 'HELD',
  SUSPENDED: 'SUSPENDED',
  NO_ROLE: 'NO_ROLE',
  ELSEWHERE: 'ELSEWHERE',
  OTHER_CAMPAIGN: 'OTHER_CAMPAIGN',
  ENDED: 'ENDED',
} as const;
export type PermissionVerdict = keyof typeof PermissionVerdicts;
registerEnumType(PermissionVerdicts, {
  name: 'PermissionVerdict',
  description:
    'Why somebody may or may not. HELD: they may; SUSPENDED: their account is refused everywhere; NO_ROLE: none of their roles permits it anywhere; ELSEWHERE: at other organisations only; OTHER_CAMPAIGN: here, but confined to another campaign or track; ENDED: they could until their role ended.',
});

@ObjectType({description: 'Something an account may do, and by which of its roles.'})
export class AccountPermission {
  @Field(() => String, {description: 'The name of the permission, such as report.review.'})
  permission: string;

  @Field(() => [Grant], {
    description: 'The grants that permit it: each at its organisation and below, in its campaign.',
  })
  grants: Grant[];
}

@ObjectType({description: 'Somebody who could give what is missing.'})
export class PermissionGrantor {
  @Field(() => Grant, {description: 'The role by which they could, and whose it is.'})
  by: Grant;

  @Field(() => [Roles], {description: 'Which of the roles they could give, any of which permits it.'})
  roles: Role[];
}

@ObjectType({description: 'Whether an account may do one thing at one place, and why.'})
export class PermissionAnswer {
  @Field(() => PermissionVerdicts, {description: 'The answer.'})
  verdict: PermissionVerdict;

  @Field(() => Grant, {
    nullable: true,
    description: 'The grant that decides: what permits it, or else what comes nearest to permitting it.',
  })
  grant: Grant | null;

  @Field(() => [Roles], {description: 'The roles that permit it.'})
  roles: Role[];

  @Field(() => [PermissionGrantor], {
    description: 'If they may not: who could give them a role that permits it, the nearest first, at most 10.',
  })
  grantors: PermissionGrantor[];
}
