import {
  organisationKinds,
  organisationLevels,
  type OrganisationKind as Kind,
  type OrganisationLevel as Level,
} from '@concours/schema/organisation.kinds';
import {registerEnumType} from 'type-graphql';

export type OrganisationKind = Kind;
export type OrganisationLevel = Level;

/** type-graphql tells enums apart by object; these two stand for the lists that all services share. */
export const OrganisationKinds = Object.fromEntries(organisationKinds.map((kind) => [kind, kind])) as Record<
  Kind,
  Kind
>;
export const OrganisationLevels = Object.fromEntries(organisationLevels.map((level) => [level, level])) as Record<
  Level,
  Level
>;

registerEnumType(OrganisationKinds, {
  name: 'OrganisationKind',
  description: 'What an organisation is (R1, R2). Bodies that are no unions are organisations too, and may host.',
});
registerEnumType(OrganisationLevels, {
  name: 'OrganisationLevel',
  description: 'Where an organisation stands in the administrative order (R1); UNIT is a single workplace.',
});
