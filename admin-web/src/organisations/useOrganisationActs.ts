import type {DocumentNode} from 'graphql';
import {useApolloClient} from '@vue/apollo-composable';
import {ElMessage} from 'element-plus';
import {ref} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {useTexts} from '@/i18n/texts';
import {actTexts} from './act-texts';

export type OrganisationAct = 'rename' | 'move' | 'merge' | 'split' | 'close' | 'reopen' | 'aliases';

/** What is done to an organisation: says how it went, and reads the page anew. */
export function useOrganisationActs(changed: () => unknown) {
  const {client} = useApolloClient();
  const {t} = useTexts(actTexts);
  const {say} = useRefusal();
  const busy = ref(false);

  async function run(mutation: DocumentNode, variables: Record<string, unknown>, done = t('done')): Promise<boolean> {
    busy.value = true;
    try {
      await client.mutate({mutation, variables});
      ElMessage({type: 'success', message: done});
      await changed();
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return {busy, run};
}
