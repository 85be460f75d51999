import {useApolloClient} from '@vue/apollo-composable';
import {onBeforeUnmount, ref, watch} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {RevealPersonalDocument} from './submissions.documents';

/** Personal fields in clear, for as long as the page of this work is open and in sight. They never enter the cache. */
export function useReveal(id: () => string) {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const shown = ref<Record<string, string | null>>({});
  const busy = ref(false);

  const hide = (): void => void (shown.value = {});
  const hideUnseen = (): void => void (document.hidden && hide());
  watch(id, hide);
  document.addEventListener('visibilitychange', hideUnseen);
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', hideUnseen);
    hide();
  });

  async function reveal(fields: string[], reason: string | null): Promise<boolean> {
    const submissionId = id();
    busy.value = true;
    try {
      const variables = {submissionId, fields, reason};
      const {data} = await client.mutate({mutation: RevealPersonalDocument, variables, fetchPolicy: 'no-cache'});
      if (submissionId !== id()) return false;
      const values = data?.revealPersonal ?? [];
      shown.value = {...shown.value, ...Object.fromEntries(values.map(({key, value}) => [key, value]))};
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {shown, busy, reveal, hide};
}
