import {useApolloClient} from '@vue/apollo-composable';
import {computed, ref, shallowRef, watch} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {PlanBelowDocument} from './plans.documents';

type Plan = NonNullable<NonNullable<ResultOf<typeof PlanBelowDocument>['campaign']>['plan']>;
type Cells = Plan['below']['nodes'][number]['cells'];

export interface TreeRow {
  id: string;
  name: string;
  level: number;
  open: boolean;
  leaf: boolean;
  cells: Pick<Cells[number], 'metric' | 'target' | 'done'>[];
}

/** The tree of a plan as far as it has been opened; each level is asked for when somebody opens it. */
export function useProgressTree(campaignKey: () => string, rootId: () => string) {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const plan = shallowRef<Plan | null>(null);
  const children = ref(new Map<string, Omit<TreeRow, 'level' | 'open'>[]>());
  const opened = ref(new Set<string>());

  async function load(id: string): Promise<void> {
    try {
      const {data} = await client.query({
        query: PlanBelowDocument,
        variables: {
          ...{key: campaignKey(), organisationId: id, language: graphLanguage.value, first: 200, after: null},
        },
        fetchPolicy: 'network-only',
      });
      const found = data.campaign?.plan;
      if (!found) return;
      if (id === rootId()) plan.value = found;
      const rows = found.below.nodes.map(({organisation, cells}) => ({
        ...{id: organisation.id, name: organisation.name, leaf: organisation.childCount === 0, cells},
      }));
      children.value = new Map([...children.value, [id, rows]]);
    } catch (error) {
      say(error);
    }
  }

  async function toggle(id: string, open: boolean): Promise<void> {
    const now = new Set(opened.value);
    if (open) now.add(id);
    else now.delete(id);
    opened.value = now;
    if (open && !children.value.has(id)) await load(id);
  }

  const rows = computed((): TreeRow[] => {
    const walk = (id: string, level: number): TreeRow[] =>
      (children.value.get(id) ?? []).flatMap((row) => {
        const open = opened.value.has(row.id);
        return [{...row, level, open}, ...(open ? walk(row.id, level + 1) : [])];
      });
    const root = plan.value?.row;
    if (!root) return [];
    const {id, name} = root.organisation;
    return [{id, name, level: 1, open: true, leaf: false, cells: root.cells}, ...walk(rootId(), 2)];
  });

  watch(
    [campaignKey, rootId, graphLanguage],
    () => {
      children.value = new Map();
      opened.value = new Set();
      void load(rootId());
    },
    {immediate: true},
  );
  return {plan, rows, toggle};
}
