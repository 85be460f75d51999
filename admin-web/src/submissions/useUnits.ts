import {viewer, type Role} from '@/session/session';

/** The units where the person holds one of these roles. */
export function unitsOfRole(...roles: Role[]): {id: string; name: string}[] {
  const units = (viewer.value?.grants ?? [])
    .filter(({role}) => roles.includes(role))
    .map(({organisation: {id, name}}) => ({id, name}));
  return [...new Map(units.map((unit) => [unit.id, unit])).values()];
}
