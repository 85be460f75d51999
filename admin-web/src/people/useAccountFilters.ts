import {computed} from 'vue';
import {useUrlText} from '@/app/useUrlState';
import {personRoles, type PersonRole} from './roles';

export const accountSorts = ['NAME', 'NEWEST'] as const;
export type AccountSort = (typeof accountSorts)[number];

/** The filters of the list of accounts: all of them live in the address. */
export function useAccountFilters() {
  const search = useUrlText('search', {replace: true});
  const unit = useUrlText('unit');
  const roleText = useUrlText('role');
  const sortText = useUrlText('sort');
  const role = computed<PersonRole | ''>({
    get: () => personRoles.find((value) => value === roleText.value) ?? '',
    set: (value) => (roleText.value = value),
  });
  const sort = computed<AccountSort>({
    get: () => accountSorts.find((value) => value === sortText.value) ?? 'NAME',
    set: (value) => (sortText.value = value === 'NAME' ? '' : value),
  });
  return {
    search,
    unit,
    role,
    sort,
    after: useUrlText('after'),
    filtered: computed(() => Boolean(search.value || unit.value || role.value)),
    variables: computed(() => ({
      search: search.value || null,
      organisationId: unit.value || null,
      roles: role.value ? [role.value] : null,
      sort: sort.value,
    })),
  };
}

export type AccountFilters = ReturnType<typeof useAccountFilters>;
