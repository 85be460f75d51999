import {computed} from 'vue';
import {useUrlChoices, useUrlText} from '@/app/useUrlState';
import {workStates} from './work-tone';

export const sorts = ['NUMBER', 'TITLE', 'HANDED_IN_LATEST'] as const;
export type Sort = (typeof sorts)[number];

/** The filters of the list of works: all of them live in the address. */
export function useWorkFilters() {
  const track = useUrlText('track');
  const states = useUrlChoices('states', workStates);
  const unit = useUrlText('unit');
  const search = useUrlText('search', {replace: true});
  const sortText = useUrlText('sort');
  const sort = computed<Sort>({
    get: () => sorts.find((value) => value === sortText.value) ?? 'NUMBER',
    set: (value) => (sortText.value = value === 'NUMBER' ? '' : value),
  });
  return {
    track,
    states,
    unit,
    search,
    sort,
    after: useUrlText('after'),
    filtered: computed(() => Boolean(track.value || states.value.length || unit.value || search.value)),
    filter: computed(() => ({
      trackKey: track.value || null,
      states: states.value.length ? states.value : null,
      organisationId: unit.value || null,
      search: search.value || null,
      sort: sort.value,
    })),
  };
}

export type WorkFilters = ReturnType<typeof useWorkFilters>;
