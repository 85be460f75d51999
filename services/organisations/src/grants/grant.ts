import {idColumn, keyColumn, utcColumn} from '@concours/kernel/columns';
import {roles, type Role} from '@concours/schema/access';
import {Field, ID, ObjectType, registerEnumType} from 'type-graphql';
import {Column, Entity, Index, PrimaryColumn} from 'typeorm';

export const Roles = Object.fromEntries(roles.map((role) => [role, role])) as Record<Role, Role>;
registerEnumType(Roles, {
  name: 'Role',
  description: 'What somebody is at an organisation (R120). Reaches its whole subtree.',
});

@ObjectType({
  description: 'A role at an organisation, which reaches all below it, optionally within one campaign or track.',
})
@Entity('role_grant')
@Index('role_grant_once', ['accountId', 'role', 'organisationId', 'scope'], {unique: true})
@Index('role_grant_organisation', ['organisationId'])
export class Grant {
  @Field(() => ID, {description: 'Its id.'})
  @PrimaryColumn(idColumn)
  id: string;

  @Column(idColumn)
  accountId: string;

  @Field(() => Roles, {description: 'The role.'})
  @Column(keyColumn(40))
  role: Role;

  @Column(idColumn)
  organisationId: string;

  /** `<campaignId>`, `<campaignId>/<trackKey>`, or empty: a NULL would let the same grant in twice. */
  @Column(keyColumn(100))
  scope: string;

  @Field(() => Date, {nullable: true, description: 'It ends at this instant; null: it stays until it is revoked.'})
  @Column({...utcColumn, nullable: true})
  until: Date | null;

  @Column({...idColumn, nullable: true})
  grantedBy: string | null;

  @Field(() => Date, {nullable: true, description: 'When it was given; null for the role of a screen or an app.'})
  @Column(utcColumn)
  createdAt: Date;

  @Field(() => ID, {nullable: true, description: 'Counts within this campaign only.'})
  get campaignId(): string | null {
    return this.scope.split('/')[0] || null;
  }

  @Field(() => String, {nullable: true, description: 'Counts within this track of the campaign only.'})
  get trackKey(): string | null {
    return this.scope.split('/')[1] ?? null;
  }
}
