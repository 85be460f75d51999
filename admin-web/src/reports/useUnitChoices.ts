import {useQuery} from '@vue/apollo-composable';
import {computed, ref} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {viewer} from '@/session/session';
import type {ReportForm} from './report-form';
import {UnitChoicesDocument} from './reports.documents';

/** The units somebody may report for: the one of the grant first, what lies below it by searching. */
export function useUnitChoices(form: ReportForm) {
  const own = computed(
    () =>
      viewer.value?.grants
        .filter(({role}) => role === 'UNIT_REPORTER' || role === 'UNIT_ADMIN')
        .map(({organisation: {id, name}}) => ({id, name})) ?? [],
  );
  const first = own.value[0];
  if (first && !form.organisationId && own.value.length === 1) form.organisationId = first.id;

  const wanted = ref('');
  const {result} = useQuery(
    UnitChoicesDocument,
    () => ({
      search: wanted.value || null,
      under: first?.id ?? null,
      chosen: form.organisationId || null,
      language: graphLanguage.value,
    }),
    () => ({enabled: Boolean(first), debounce: 200, keepPreviousResult: true}),
  );
  const choices = computed(() => {
    const found = result.value?.organisations.nodes ?? [];
    // the unit that is chosen has its name, whether it is among those found or not
    const chosen = result.value?.organisation ?? [];
    const listed = wanted.value ? found.concat(chosen) : [...own.value, ...found].concat(chosen);
    return [...new Map(listed.map((unit) => [unit.id, unit])).values()];
  });
  return {choices, search: (text: string) => (wanted.value = text)};
}
