import {useMutation, useQuery, useApolloClient} from '@vue/apollo-composable';
import {computed, ref, shallowRef, watch} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {ApplyDefinitionDocument, CheckDefinitionDocument, DefinitionSourceDocument} from './campaigns.documents';

type Checked = ResultOf<typeof CheckDefinitionDocument>['checkDefinition'];

/** The definition as text: checked as often as liked, applied only in the very state that was checked. */
export function useDefinitionEditor(campaignKey: () => string) {
  const {say} = useRefusal();
  const {client} = useApolloClient();
  const current = useQuery(DefinitionSourceDocument, () => ({key: campaignKey()}), {fetchPolicy: 'network-only'});
  const text = ref('');
  const reason = ref('');
  const checked = shallowRef<{source: string; plan: Checked} | null>(null);
  const checking = ref(false);
  const appliedVersion = ref<number | null>(null);

  watch(
    () => current.result.value?.campaign?.definition.source,
    (source) => {
      // What somebody has begun to write is not thrown away by a later answer.
      if (source !== undefined && text.value === '') text.value = source;
    },
    {immediate: true},
  );

  const fresh = computed(() => checked.value?.source === text.value);
  const changes = computed(() => checked.value?.plan.changes ?? []);
  const problems = computed(() => checked.value?.plan.problems ?? []);
  const applicable = computed(() => fresh.value && checked.value?.plan.applicable === true && changes.value.length > 0);

  async function check(): Promise<void> {
    const source = text.value;
    checking.value = true;
    appliedVersion.value = null;
    try {
      const {data} = await client.query({
        query: CheckDefinitionDocument,
        variables: {source, language: graphLanguage.value},
      });
      checked.value = {source, plan: data.checkDefinition};
    } catch (error) {
      say(error);
    } finally {
      checking.value = false;
    }
  }

  const mutation = useMutation(ApplyDefinitionDocument, {refetchQueries: ['CampaignOverview', 'CampaignFrame']});
  async function apply(): Promise<void> {
    if (!applicable.value) return;
    try {
      const answer = await mutation.mutate({source: text.value, reason: reason.value.trim() || null});
      appliedVersion.value = answer?.data?.applyDefinition.definitionVersion ?? null;
      checked.value = null;
      reason.value = '';
    } catch (error) {
      say(error);
    }
  }

  return {
    current,
    text,
    reason,
    checked,
    checking,
    fresh,
    changes,
    problems,
    applicable,
    applying: mutation.loading,
    appliedVersion,
    check,
    apply,
  };
}
