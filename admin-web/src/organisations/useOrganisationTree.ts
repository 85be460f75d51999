import {useApolloClient, useQuery} from '@vue/apollo-composable';
import {computed, reactive, ref, watch} from 'vue';
import {useUrlText} from '@/app/useUrlState';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import {TreeChildrenDocument, TreeRootsDocument} from './organisations.documents';
import {rowsOf, type Branch} from './tree';

/** The tree, read level by level as it is opened; which branches are open stands in the address. */
export function useOrganisationTree() {
  const {client} = useApolloClient();
  const {say} = useRefusal();
  const query = useQuery(TreeRootsDocument, () => ({language: graphLanguage.value}));
  const roots = computed(() => (query.result.value?.organisations.nodes ?? []).filter(({parent}) => parent === null));
  const branches = reactive(new Map<string, Branch>());
  const inAddress = useUrlText('open', {replace: true});
  const open = ref(new Set(inAddress.value.split(',').filter(Boolean)));

  async function load(id: string): Promise<void> {
    const branch = branches.get(id) ?? {nodes: [], totalCount: 0, endCursor: null, loading: false};
    if (branch.loading) return;
    branches.set(id, {...branch, loading: true});
    try {
      const {data} = await client.query({
        query: TreeChildrenDocument,
        variables: {id, after: branch.endCursor, language: graphLanguage.value},
      });
      const page = data.organisation?.children;
      branches.set(id, {
        nodes: [...branch.nodes, ...(page?.nodes ?? [])],
        totalCount: page?.totalCount ?? branch.nodes.length,
        endCursor: page?.pageInfo.endCursor ?? null,
        loading: false,
      });
      // a level of one is no choice: it opens by itself
      const [only, ...others] = page?.nodes ?? [];
      if (inAddress.value === '' && only && others.length === 0 && only.childCount > 0 && branch.nodes.length === 0)
        open.value = new Set([...open.value, only.id]);
    } catch (error) {
      branches.delete(id);
      say(error);
    }
  }

  function toggle(id: string, wanted = !open.value.has(id)): void {
    const next = new Set(open.value);
    if (wanted) next.add(id);
    else next.delete(id);
    open.value = next;
    inAddress.value = [...next].join(',');
    if (wanted && !branches.has(id)) void load(id);
  }

  // The root opens by itself, and so does whatever the address says.
  watch(
    roots,
    (found) => {
      if (open.value.size === 0 && found[0]) open.value = new Set([found[0].id]);
    },
    {immediate: true},
  );
  watch(open, (ids) => ids.forEach((id) => !branches.has(id) && void load(id)), {immediate: true});
  watch(graphLanguage, () => {
    branches.clear();
    open.value.forEach((id) => void load(id));
  });

  const rows = computed(() => rowsOf(roots.value, branches, open.value));
  return {query, roots, rows, toggle, loadMore: load};
}
