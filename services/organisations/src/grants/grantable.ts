import type {Role} from '@concours/schema/access';
import {Field, ID, ObjectType} from 'type-graphql';
import {Roles} from './grant.js';

@ObjectType({description: 'A place at which somebody may hand out a role, with all below it.'})
export class GrantablePlace {
  organisationId: string;

  @Field(() => ID, {nullable: true, description: 'Only within this campaign, since your own role counts there only.'})
  campaignId: string | null;

  @Field(() => String, {nullable: true, description: 'Only within this track of the campaign.'})
  trackKey: string | null;

  @Field(() => Date, {nullable: true, description: 'Until this instant at the latest: when your own role ends.'})
  until: Date | null;

  @Field(() => Boolean, {description: 'A campaign has to be named: the role is not yours to give for all of them.'})
  campaignRequired: boolean;
}

@ObjectType({description: 'A role, and whether you may give it to somebody.'})
export class GrantableRole {
  @Field(() => Roles, {description: 'The role.'})
  role: Role;

  @Field(() => [GrantablePlace], {description: 'Where you may give it, each with all below; empty: nowhere.'})
  places: GrantablePlace[];

  @Field(() => [Roles], {description: 'Who may give it, within a campaign at least.'})
  givenBy: Role[];
}
