import {computed} from 'vue';
import {viewer, type Role} from '@/session/session';

/** The bodies at which somebody holds one of the roles, by themselves and not from above. */
export function useOwnUnits(...roles: Role[]) {
  return computed(() => {
    const own =
      viewer.value?.grants.filter(({role}) => roles.includes(role)).map(({organisation}) => organisation) ?? [];
    return [...new Map(own.map((unit) => [unit.id, unit])).values()];
  });
}
