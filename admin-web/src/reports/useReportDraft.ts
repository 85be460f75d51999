import {useApolloClient} from '@vue/apollo-composable';
import {computed, onBeforeUnmount, reactive, ref, shallowRef, watch} from 'vue';
import {refusalOf} from '@/graph/refusal';
import {graphLanguage} from '@/i18n/language';
import {Autosave, type SaveState} from '@/saving/autosave';
import {keepDraft, keptDraft} from './kept-draft';
import {emptyForm, formOf, inputOf, problemsOf, type ReportForm} from './report-form';
import type {Photo} from './ReportPhotos.vue';
import {AmendReportDocument, DraftReportDocument, ReportDocument} from './reports.documents';

/** A report while it is written: saved as it is typed, restored after a closed tab, never saved over another tab's. */
export function useReportDraft(campaign: {id: string}, reportId: string | null, today: () => string) {
  const {client} = useApolloClient();
  const form = reactive<ReportForm>({...emptyForm});
  const ready = ref(reportId === null);
  const loadError = shallowRef<unknown>(null);
  const state = ref<SaveState>('clean');
  const error = shallowRef<unknown>(null);
  const restored = ref(false);
  const photos = shallowRef<readonly Photo[]>([]);
  const savedId = ref<string | null>(null);
  const key = () => autosave.at?.id ?? `new.${campaign.id}`;
  let watching = false;

  const autosave = new Autosave<ReportForm>(
    {
      async save(value, at) {
        const input = inputOf(value);
        if (at) {
          const {data} = await client.mutate({mutation: AmendReportDocument, variables: {...at, input}});
          return {id: at.id, version: data!.amendReport.version};
        }
        const {data} = await client.mutate({
          mutation: DraftReportDocument,
          variables: {campaignId: campaign.id, input},
        });
        keepDraft(`new.${campaign.id}`, null);
        savedId.value = data!.draftReport.id;
        return {id: data!.draftReport.id, version: data!.draftReport.version};
      },
      complete: (value) => Object.keys(problemsOf(value, today())).length === 0,
      classify(thrown) {
        const {kind} = refusalOf(thrown);
        if (kind === 'conflict') return 'conflict';
        return kind === 'offline' || kind === 'broken' ? 'failed' : 'refused';
      },
      keep: (value) => keepDraft(key(), value),
      changed(now, thrown) {
        state.value = now;
        error.value = thrown ?? null;
      },
    },
    null,
  );

  async function fetchReport() {
    const {data} = await client.query({
      query: ReportDocument,
      variables: {id: reportId ?? autosave.at!.id, language: graphLanguage.value},
    });
    return data.report;
  }

  async function load(): Promise<void> {
    loadError.value = null;
    try {
      if (reportId) {
        const report = await fetchReport();
        if (!report) throw {extensions: {code: 'NOT_FOUND'}};
        autosave.at = {id: report.id, version: report.version};
        Object.assign(form, formOf(report));
        photos.value = report.photos;
        savedId.value = report.id;
      }
      const kept = keptDraft(key());
      if (kept) {
        Object.assign(form, kept);
        restored.value = true;
        autosave.change({...form});
      }
      ready.value = true;
      if (!watching) watch(form, (value) => autosave.change({...value}));
      watching = true;
    } catch (thrown) {
      loadError.value = thrown;
    }
  }

  /** After a conflict: the other version, thrown away or written over. */
  async function resolve(how: 'load' | 'keep'): Promise<void> {
    const report = await fetchReport();
    if (!report) return;
    if (how === 'keep') return autosave.overwrite(report.version);
    autosave.drop(report.version);
    Object.assign(form, formOf(report));
  }

  // A closing tab has 600 ms less: what is typed is on this device already.
  onBeforeUnmount(() => {
    void autosave.flush();
    autosave.stop();
  });
  void load();

  const problems = computed(() => problemsOf(form, today()));
  return {
    form,
    ready,
    loadError,
    load,
    state,
    error,
    restored,
    photos,
    savedId,
    problems,
    resolve,
    flush: () => autosave.flush(),
    savedAs: () => autosave.at,
  };
}
