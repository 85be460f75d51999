import {Field, ObjectType, registerEnumType} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';

export enum HostingRole {
  GUIDING = 'GUIDING',
  SPONSORING = 'SPONSORING',
  ORGANISING = 'ORGANISING',
  ASSISTING = 'ASSISTING',
}
registerEnumType(HostingRole, {
  name: 'HostingRole',
  description: 'What a body is to a campaign or track: 指导、主办、承办、协办 (R3).',
});

@ObjectType({
  description:
    'The bodies that have one role in a campaign or track, in the order of the notice; unions or not (R2, R5).',
})
export class Hosting {
  @Field(() => HostingRole, {description: 'Their role.'})
  role: HostingRole;

  @Field(() => [Organisation], {description: 'The bodies.'})
  organisations: Organisation[];

  static of(
    {role, organisations}: {role: keyof typeof HostingRole; organisations: readonly string[]},
    ids: Record<string, string>,
  ): Hosting {
    return Object.assign(new Hosting(), {
      role: HostingRole[role],
      organisations: organisations.map((code) => Organisation.of(ids[code])),
    });
  }
}
