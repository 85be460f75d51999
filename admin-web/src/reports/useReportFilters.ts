import {computed} from 'vue';
import {useUrlChoices, useUrlText} from '@/app/useUrlState';

export const reportStates = ['SUBMITTED', 'RETURNED', 'DRAFT', 'APPROVED', 'STRUCK'] as const;

/** The filters of the inbox, all of them in the address: reload and Back restore them. */
export function useReportFilters() {
  const states = useUrlChoices('states', reportStates);
  const only = useUrlChoices('only', ['mine', 'alike'] as const);
  const search = useUrlText('search', {replace: true});
  const unit = useUrlText('unit');
  const from = useUrlText('from');
  const until = useUrlText('until');
  const after = useUrlText('after');
  const filter = computed(() => ({
    states: states.value.length ? states.value : null,
    search: search.value || null,
    organisationId: unit.value || null,
    heldFrom: from.value || null,
    heldUntil: until.value || null,
    awaitingMe: only.value.includes('mine') || null,
    duplicates: only.value.includes('alike') || null,
  }));
  return {
    ...{states, only, search, unit, from, until, after, filter},
    filtered: computed(() => Object.values(filter.value).some((value) => value !== null)),
    /** What the exported table is narrowed by. */
    forExport: computed(() => {
      const given = {
        ...{states: states.value.join('|'), search: search.value, unit: unit.value},
        ...{from: from.value, until: until.value},
      };
      return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    }),
  };
}
