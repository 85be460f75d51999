import {useQuery} from '@vue/apollo-composable';
import {computed, ref} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {viewer, type Role} from '@/session/session';
import {WorkUnitsDocument} from './submissions.documents';

/** The units where the person holds one of these roles. */
export function unitsOfRole(...roles: Role[]): {id: string; name: string}[] {
  const units = (viewer.value?.grants ?? [])
    .filter(({role}) => roles.includes(role))
    .map(({organisation: {id, name}}) => ({id, name}));
  return [...new Map(units.map((unit) => [unit.id, unit])).values()];
}

/** Units by search, below the given one where there is one; what is known already is listed first. */
export function useUnitSearch(known: () => {id: string; name: string}[], under: () => string | null) {
  const wanted = ref('');
  const {result, loading} = useQuery(
    WorkUnitsDocument,
    () => ({search: wanted.value || null, under: under(), language: graphLanguage.value}),
    {debounce: 200, keepPreviousResult: true},
  );
  const choices = computed(() => {
    const found = result.value?.organisations.nodes ?? [];
    return [...new Map([...(wanted.value ? [] : known()), ...found].map((unit) => [unit.id, unit])).values()];
  });
  return {choices, loading, search: (text: string) => (wanted.value = text)};
}
