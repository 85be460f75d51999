import {type Static, Type} from '@sinclair/typebox';
import {organisationKinds, organisationLevels} from '../organisation.kinds.js';
import {Key, oneOf, OrganisationCode, strict, Text} from './values.js';

const rule = {
  kinds: Type.Optional(Type.Array(oneOf(organisationKinds), {minItems: 1})),
  levels: Type.Optional(Type.Array(oneOf(organisationLevels), {minItems: 1})),
  units: Type.Optional(Type.Array(OrganisationCode)),
  except: Type.Optional(Type.Array(OrganisationCode)),
};

/** A class of units for caps (R78, A22): the first class whose rule matches wins; `except` and `units` overrule it by code. */
export const UnitClass = Type.Object({key: Key, name: Text, ...rule}, strict);

/** Which units are meant, by a rule. `below` bounds it to a subtree; without any rule all units below the owner. */
export const UnitSet = Type.Object(
  {below: Type.Optional(OrganisationCode), depth: Type.Optional(Type.Integer({minimum: 1, maximum: 50})), ...rule},
  {...strict, description: '`depth: 1` are those directly below.'},
);

export type UnitClass = Static<typeof UnitClass>;
export type UnitSet = Static<typeof UnitSet>;
