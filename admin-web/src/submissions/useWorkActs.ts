import {useApolloClient} from '@vue/apollo-composable';
import {ElMessage} from 'element-plus';
import {ref} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {useTexts} from '@/i18n/texts';
import {
  HandInDocument,
  ReturnWorkDocument,
  WithdrawRecommendationDocument,
  WithdrawWorkDocument,
} from './submissions.documents';
import {workTexts} from './texts';

export type WordedAct = 'return' | 'withdraw' | 'withdrawRecommendation';

/** What may be done to one work, beside what may be done to many. */
export function useWorkActs(id: () => string, changed: () => unknown) {
  const {client} = useApolloClient();
  const {t} = useTexts(workTexts);
  const {say} = useRefusal();
  const busy = ref(false);

  async function run(act: () => Promise<unknown>, done: string): Promise<boolean> {
    busy.value = true;
    try {
      await act();
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

  const handIn = () =>
    run(() => client.mutate({mutation: HandInDocument, variables: {submissionId: id()}}), t('handedInDone'));

  function worded(act: WordedAct, reason: string): Promise<boolean> {
    const submissionId = id();
    const acts = {
      return: () => client.mutate({mutation: ReturnWorkDocument, variables: {submissionId, reason}}),
      withdraw: () => client.mutate({mutation: WithdrawWorkDocument, variables: {submissionId, reason}}),
      withdrawRecommendation: () =>
        client.mutate({mutation: WithdrawRecommendationDocument, variables: {submissionId}}),
    };
    return run(acts[act], t('done'));
  }

  return {busy, handIn, worded};
}
