import {useApolloClient} from '@vue/apollo-composable';
import {ElMessage} from 'element-plus';
import {ref} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {useTexts} from '@/i18n/texts';
import {ApproveReportDocument, ReturnReportDocument, SubmitReportDocument} from './reports.documents';
import {reportTexts} from './texts';

/** Handing in, approving and returning: each says what happened, and only after it did. */
export function useReportDecision(id: () => string) {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const {t} = useTexts(reportTexts);
  const busy = ref(false);
  const returning = ref(false);

  async function decide(act: () => Promise<unknown>, done: 'submitted' | 'approved' | 'returned'): Promise<boolean> {
    busy.value = true;
    try {
      await act();
      ElMessage({type: 'success', message: t(done)});
      return true;
    } catch (error) {
      say(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const variables = () => ({id: id(), language: graphLanguage.value});
  // The lists and the counts of the home page are read again when they are next shown.
  const forget = {
    update: (cache: {evict(o: {id: string; fieldName: string}): unknown}) =>
      void cache.evict({id: 'ROOT_QUERY', fieldName: 'reports'}),
  };

  return {
    busy,
    returning,
    submit: () =>
      decide(() => client.mutate({mutation: SubmitReportDocument, variables: variables(), ...forget}), 'submitted'),
    approve: () =>
      decide(() => client.mutate({mutation: ApproveReportDocument, variables: variables(), ...forget}), 'approved'),
    async sendBack(reason: string): Promise<void> {
      const act = () => client.mutate({mutation: ReturnReportDocument, variables: {...variables(), reason}, ...forget});
      if (await decide(act, 'returned')) returning.value = false;
    },
  };
}
