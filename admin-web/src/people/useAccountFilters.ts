import {computed} from 'vue';
import {useUrlChoices, useUrlText} from '@/app/useUrlState';
import {accountStates} from './account-tone';
import {personRoles, type PersonRole} from './roles';

export const accountSorts = ['NAME', 'NEWEST', 'LATEST_SIGN_IN'] as const;
export type AccountSort = (typeof accountSorts)[number];

/** The filters of the list of accounts: all of them live in the address. */
export function useAccountFilters() {
  const search = useUrlText('search', {replace: true});
  const unit = useUrlText('unit');
  const roleText = useUrlText('role');
  const states = useUrlChoices('states', accountStates);
  // 'on', 'off' or nothing
  const factor = useUrlText('factor');
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
    states,
    factor,
    sort,
    after: useUrlText('after'),
    filtered: computed(() => Boolean(search.value || unit.value || role.value || states.value.length || factor.value)),
    variables: computed(() => ({
      search: search.value || null,
      organisationId: unit.value || null,
      roles: role.value ? [role.value] : null,
      states: states.value.length ? states.value : null,
      secondFactor: factor.value ? factor.value === 'on' : null,
      sort: sort.value,
    })),
  };
}

export type AccountFilters = ReturnType<typeof useAccountFilters>;
