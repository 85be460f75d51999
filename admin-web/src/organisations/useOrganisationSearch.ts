import {useQuery} from '@vue/apollo-composable';
import {computed, ref} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {OrganisationChoicesDocument} from './choice.documents';

export interface OrganisationChoice {
  id: string;
  name: string;
  /** Short names from the top down, for telling namesakes apart. */
  above?: string;
}

/** Organisations by search, below the given one where there is one; what is known already is listed first. */
export function useOrganisationSearch(known: () => OrganisationChoice[], under: () => string | null) {
  const wanted = ref('');
  const {result, loading} = useQuery(
    OrganisationChoicesDocument,
    () => ({search: wanted.value || null, under: under(), language: graphLanguage.value}),
    {debounce: 200, keepPreviousResult: true},
  );
  const choices = computed((): OrganisationChoice[] => {
    const found = (result.value?.organisations.nodes ?? []).map(({id, name, ancestors}) => ({
      id,
      name,
      above: ancestors.map(({shortName}) => shortName).join(' / '),
    }));
    return [...new Map([...(wanted.value ? [] : known()), ...found].map((each) => [each.id, each])).values()];
  });
  return {choices, loading, search: (text: string) => (wanted.value = text)};
}
