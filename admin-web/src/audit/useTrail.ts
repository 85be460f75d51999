import {useApolloClient} from '@vue/apollo-composable';
import {computed, onScopeDispose, ref, shallowRef, watch} from 'vue';
import type {ResultOf, VariablesOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {AuditCountDocument, AuditTrailDocument} from './audit.documents';
import {fresh} from './trail';

export type TrailRow = ResultOf<typeof AuditTrailDocument>['auditTrail']['nodes'][number];
type Filter = NonNullable<VariablesOf<typeof AuditTrailDocument>['filter']>;

const PAGE = 100;
const TYPING_MS = 250;
const LOOK_MS = 10_000;

/** The trail under a filter: older rows are read on demand, newer ones wait until they are asked for. */
export function useTrail(filter: () => Filter) {
  const {client} = useApolloClient();
  const rows = shallowRef<readonly TrailRow[]>([]);
  const newer = shallowRef<{rows: TrailRow[]; gap: boolean}>({rows: [], gap: false});
  const total = ref<number | null>(null);
  const state = ref<'loading' | 'ready'>('loading');
  const error = shallowRef<unknown>(null);
  const reading = ref(false);
  const end = ref<{cursor: string | null; more: boolean}>({cursor: null, more: false});
  // Answers to an earlier question come too late.
  let turn = 0;

  async function page(first: number, after: string | null) {
    const {data} = await client.query({
      query: AuditTrailDocument,
      variables: {filter: filter(), first, after, language: graphLanguage.value},
      fetchPolicy: 'no-cache',
    });
    return data.auditTrail;
  }

  async function begin(): Promise<void> {
    const mine = ++turn;
    try {
      const found = await page(PAGE, null);
      if (mine !== turn) return;
      rows.value = found.nodes;
      end.value = {cursor: found.pageInfo.endCursor, more: found.pageInfo.hasNextPage};
      newer.value = {rows: [], gap: false};
      error.value = null;
      state.value = 'ready';
      void count(mine);
    } catch (thrown) {
      if (mine === turn) error.value = thrown;
    }
  }

  /** Beside the rows: counting a long trail takes its time. */
  async function count(mine: number): Promise<void> {
    total.value = null;
    const variables = {filter: filter()};
    const {data} = await client
      .query({query: AuditCountDocument, variables, fetchPolicy: 'no-cache'})
      .catch(() => ({data: null}));
    if (mine === turn && data) total.value = data.auditTrail.totalCount;
  }

  async function older(): Promise<void> {
    if (reading.value || !end.value.more) return;
    reading.value = true;
    const mine = turn;
    try {
      const found = await page(PAGE, end.value.cursor);
      if (mine !== turn) return;
      rows.value = [...rows.value, ...found.nodes];
      end.value = {cursor: found.pageInfo.endCursor, more: found.pageInfo.hasNextPage};
      error.value = null;
    } catch (thrown) {
      if (mine === turn) error.value = thrown;
    } finally {
      reading.value = false;
    }
  }

  async function look(): Promise<void> {
    if (document.visibilityState !== 'visible' || state.value !== 'ready' || newer.value.gap) return;
    const mine = turn;
    const found = await page(PAGE, null).catch(() => null);
    if (found && mine === turn) newer.value = fresh(rows.value, found.nodes);
  }

  /** Puts the newer rows on top and says how many came; begins anew where there were too many to follow. */
  async function takeNewer(): Promise<number> {
    const {rows: found, gap} = newer.value;
    if (gap) {
      await begin();
      return 0;
    }
    const known = new Set(rows.value.map(({id}) => id));
    const added = found.filter(({id}) => !known.has(id));
    rows.value = [...added, ...rows.value].sort((a, b) =>
      a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1,
    );
    newer.value = {rows: [], gap: false};
    if (total.value !== null) total.value += added.length;
    return added.length;
  }

  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => JSON.stringify([filter(), graphLanguage.value]),
    () => {
      clearTimeout(typing);
      typing = setTimeout(() => void begin(), TYPING_MS);
    },
  );
  void begin();
  const timer = setInterval(() => void look(), LOOK_MS);
  onScopeDispose(() => {
    turn++;
    clearTimeout(typing);
    clearInterval(timer);
  });

  return {
    ...{rows, newer, total, error, reading, begin, older, takeNewer},
    ready: computed(() => state.value === 'ready'),
    more: computed(() => end.value.more),
  };
}
