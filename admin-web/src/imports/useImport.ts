import {useMutation, useQuery} from '@vue/apollo-composable';
import {computed, onBeforeUnmount, ref, watch} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {ApplyImportDocument, CancelImportDocument, ImportDocument} from './imports.documents';
import {isGoing} from './import-state';

const AGAIN_MS = 1_000;

/** One import, asked for again each second while something is going on. */
export function useImport(id: () => string) {
  const {say} = useRefusal();
  const query = useQuery(ImportDocument, () => ({id: id(), language: graphLanguage.value}), {
    fetchPolicy: 'cache-and-network',
  });
  const job = computed(() => query.result.value?.organisationImportJob ?? null);
  const going = computed(() => job.value !== null && isGoing(job.value.state));
  let timer: ReturnType<typeof setTimeout> | undefined;

  // after each answer, so that a slow platform is not asked twice at once
  async function again(): Promise<void> {
    await query.refetch()?.catch(() => undefined);
    if (going.value) timer = setTimeout(() => void again(), AGAIN_MS);
  }
  watch(
    going,
    (goes) => {
      clearTimeout(timer);
      if (goes) timer = setTimeout(() => void again(), AGAIN_MS);
    },
    {immediate: true},
  );
  onBeforeUnmount(() => clearTimeout(timer));

  const {mutate: applyIt} = useMutation(ApplyImportDocument);
  const {mutate: cancelIt} = useMutation(CancelImportDocument);
  const busy = ref(false);
  async function change(act: typeof applyIt | typeof cancelIt): Promise<void> {
    busy.value = true;
    try {
      await act({id: id()});
    } catch (error) {
      say(error);
    } finally {
      busy.value = false;
      await query.refetch()?.catch(() => undefined);
    }
  }
  return {query, job, going, busy, apply: () => change(applyIt), cancel: () => change(cancelIt)};
}
