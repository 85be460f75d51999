import {useApolloClient} from '@vue/apollo-composable';
import {computed, onBeforeUnmount, reactive, ref, shallowRef, watch, type Ref} from 'vue';
import {refusalOf} from '@/graph/refusal';
import {Autosave, type SaveState} from '@/saving/autosave';
import {AmendWorkDocument} from './submissions.documents';
import type {TrackRules} from './track-rules';
import type {Work} from './useWork';
import {emptyWorkForm, formOf, inputOf, savable} from './work-form';

/** A draft while it is written: saved as it is typed, never over another tab's version. */
export function useWorkDraft(
  work: Ref<Work | null>,
  rules: Ref<TrackRules>,
  refetch: () => Promise<unknown> | undefined,
) {
  const {client} = useApolloClient();
  const form = reactive(emptyWorkForm());
  const state = ref<SaveState>('clean');
  const error = shallowRef<unknown>(null);
  let known = false;
  let taking = false;

  const autosave = new Autosave<typeof form>(
    {
      async save(value, at) {
        const {data} = await client.mutate({mutation: AmendWorkDocument, variables: {...at!, ...inputOf(value)}});
        return {id: at!.id, version: data!.amendSubmission.version};
      },
      complete: (value) => savable(value, rules.value.fields),
      classify(thrown) {
        const {kind} = refusalOf(thrown);
        if (kind === 'conflict') return 'conflict';
        return kind === 'offline' || kind === 'broken' ? 'failed' : 'refused';
      },
      // The platform has it within a second; personal data is not left on a shared machine.
      keep: () => undefined,
      changed(now, thrown) {
        state.value = now;
        error.value = thrown ?? null;
      },
    },
    null,
  );

  function take(stored: Work): void {
    taking = true;
    Object.assign(form, formOf(stored));
    setTimeout(() => (taking = false));
  }

  watch(
    work,
    (stored) => {
      if (!stored) return;
      // A file or a consent makes a new version too: what was typed goes on top of it.
      if (autosave.settled && state.value !== 'conflict') autosave.at = {id: stored.id, version: stored.version};
      if (!known) take(stored);
      known = true;
    },
    {immediate: true},
  );
  watch(form, (value) => !taking && known && autosave.change({...value, fields: {...value.fields}}), {flush: 'sync'});

  async function resolve(how: 'load' | 'keep'): Promise<void> {
    await refetch();
    const stored = work.value;
    if (!stored) return;
    if (how === 'keep') return autosave.overwrite(stored.version);
    autosave.drop(stored.version);
    take(stored);
  }

  onBeforeUnmount(() => {
    void autosave.flush();
    autosave.stop();
  });
  const masked = computed(() => work.value?.fields.filter((field) => field.masked).map(({key}) => key) ?? []);
  return {form, state, error, masked, resolve, flush: () => autosave.flush()};
}
