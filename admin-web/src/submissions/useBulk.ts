import {useMutation} from '@vue/apollo-composable';
import {computed, ref, shallowRef} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {afterBulk, type BulkAct, type BulkReport, type Selectable} from './selection';
import {RecommendDocument, ScreenDocument} from './submissions.documents';

/** One bulk act from its confirmation to its report. */
export function useBulk<T extends Selectable>(finished: (left: ReadonlyMap<string, T>) => void) {
  const {say} = useRefusal();
  const act = ref<BulkAct | null>(null);
  const works = shallowRef<readonly T[]>([]);
  const report = shallowRef<BulkReport<T> | null>(null);
  const recommend = useMutation(RecommendDocument);
  const screen = useMutation(ScreenDocument);

  function begin(wanted: BulkAct, on: readonly T[]): void {
    act.value = wanted;
    works.value = on;
    report.value = null;
  }

  async function run(i: {organisationId: string; note: string}): Promise<void> {
    const shared = {submissionIds: works.value.map(({id}) => id), note: i.note || null, language: graphLanguage.value};
    try {
      const result =
        act.value === 'recommend'
          ? (await recommend.mutate({...shared, organisationId: i.organisationId}))?.data?.recommend
          : (await screen.mutate({...shared, shortlist: act.value === 'screenIn'}))?.data?.screen;
      if (!result) return;
      const after = afterBulk(works.value, result);
      report.value = after.report;
      finished(after.left);
    } catch (error) {
      say(error);
    }
  }

  return {
    act,
    works,
    report,
    begin,
    run,
    end: () => (act.value = null),
    busy: computed(() => recommend.loading.value || screen.loading.value),
  };
}
