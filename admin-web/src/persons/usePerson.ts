import {useApolloClient} from '@vue/apollo-composable';
import {ref} from 'vue';
import {downloadText} from '@/campaigns/download';
import type {ResultOf} from '@/graph/graphql';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {ErasePersonDocument, ExportPersonDocument, PersonDocument} from './persons.documents';

export type Person = NonNullable<ResultOf<typeof PersonDocument>['person']>;

/** One person at a time. Neither what is looked for nor what is found enters the address or the cache. */
export function usePerson() {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const person = ref<Person | null>(null);
  /** What was looked for, once there is an answer. */
  const looked = ref<string | null>(null);
  const busy = ref(false);

  async function run(act: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    try {
      await act();
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const find = (search: string) =>
    run(async () => {
      const variables = {search, language: graphLanguage.value};
      const {data} = await client.query({query: PersonDocument, variables, fetchPolicy: 'no-cache'});
      person.value = data?.person ?? null;
      looked.value = search;
    });

  const exportAll = (reason: string) =>
    run(async () => {
      const variables = {id: person.value?.id ?? '', reason};
      const {data} = await client.mutate({mutation: ExportPersonDocument, variables, fetchPolicy: 'no-cache'});
      const {accountsData, worksData, judgingData, hostContactsData} = data?.exportPerson ?? {};
      const file = {
        exportedAt: new Date().toISOString(),
        accounts: accountsData,
        works: worksData,
        judging: judgingData,
        hostContacts: hostContactsData,
      };
      downloadText('person.json', JSON.stringify(file, null, 2), 'application/json');
    });

  const erase = (i: {reason: string; confirmation: string; authors: boolean}) =>
    run(async () => {
      const variables = {id: person.value?.id ?? '', ...i};
      await client.mutate({mutation: ErasePersonDocument, variables, fetchPolicy: 'no-cache'});
      person.value = null;
      looked.value = null;
    });

  return {person, looked, busy, find, exportAll, erase};
}
