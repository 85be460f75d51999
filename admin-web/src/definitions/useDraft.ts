import {useApolloClient} from '@vue/apollo-composable';
import {computed, onScopeDispose, ref, shallowRef, watch} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {CheckDefinitionDocument, EditDefinitionDocument, PlanParts} from './definitions.documents';

export type Plan = ResultOf<typeof PlanParts>;
const QUIET_MS = 700;

/**
 * A definition as one text that the form and the editor both change. It is checked once nobody has typed for a moment; an edit by the
 * form is made by the platform in the text, so that comments stay, and comes back checked.
 */
export function useDraft() {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const text = ref('');
  const checked = shallowRef<{source: string; plan: Plan} | null>(null);
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let edits: Promise<void> = Promise.resolve();

  const fresh = computed(() => checked.value?.source === text.value);
  const plan = computed(() => checked.value?.plan ?? null);
  const applicable = computed(() => fresh.value && plan.value?.applicable === true);

  const keep = (source: string, found: Plan) => (checked.value = {source, plan: found});

  async function check(): Promise<void> {
    const source = text.value;
    if (source.trim() === '') return;
    busy.value = true;
    try {
      const variables = {source, language: graphLanguage.value};
      const {data} = await client.query({query: CheckDefinitionDocument, variables});
      // an answer about what has changed meanwhile says nothing
      if (source === text.value) keep(source, data.checkDefinition);
    } catch (error) {
      say(error);
    } finally {
      busy.value = false;
    }
  }

  /** One after the other: each works on the text that the one before has made. */
  function edit(path: string, value: unknown): Promise<void> {
    edits = edits.then(async () => {
      const source = text.value;
      const change = value === undefined ? {path, remove: true} : {path, value};
      busy.value = true;
      try {
        const variables = {source, edits: [change], language: graphLanguage.value};
        const {data} = await client.query({query: EditDefinitionDocument, variables});
        text.value = data.editDefinition.source;
        keep(data.editDefinition.source, data.editDefinition.plan);
      } catch (error) {
        say(error);
      } finally {
        busy.value = false;
      }
    });
    return edits;
  }

  watch([text, graphLanguage], ([now, language], [, before]) => {
    clearTimeout(timer);
    if (now === '' || (now === checked.value?.source && language === before)) return;
    timer = setTimeout(() => void check(), QUIET_MS);
  });
  onScopeDispose(() => clearTimeout(timer));

  return {text, plan, fresh, applicable, busy, edit, check};
}

export type Draft = ReturnType<typeof useDraft>;
