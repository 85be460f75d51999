import {useApolloClient, useQuery} from '@vue/apollo-composable';
import {ElMessage} from 'element-plus';
import {computed, type ComputedRef, ref, watch} from 'vue';
import {useRefusal} from '@/graph/useRefusal';
import {graphLanguage} from '@/i18n/language';
import type {ResultOf} from '@/graph/graphql';
import {useTexts} from '@/i18n/texts';
import {allocationTexts} from './allocation-texts';
import {changedRows, type GridRow} from './number-grid';
import {AllocateDocument, AllocationTableDocument, OwnTargetsDocument, PlanBelowDocument} from './plans.documents';

const AT_ONCE = 200;
/** What fits into a request once it is written in Base64. */
const MOST_BYTES = 70_000;

type Read = ResultOf<typeof AllocationTableDocument>['allocationTable'];

/** The numbers that a unit hands down: as they are, as they are being changed, and what a table that was read says. */
export function useNumbers(campaign: ComputedRef<{id: string; key: string}>, organisationId: ComputedRef<string>) {
  const {client} = useApolloClient();
  const {t} = useTexts(allocationTexts);
  const {say} = useRefusal();
  const query = useQuery(
    PlanBelowDocument,
    () => ({
      ...{key: campaign.value.key, organisationId: organisationId.value, language: graphLanguage.value},
      ...{first: AT_ONCE, after: null},
    }),
    {fetchPolicy: 'cache-and-network'},
  );
  const plan = computed(() => query.result.value?.campaign?.plan ?? null);
  const columns = computed(() =>
    (plan.value?.metrics ?? []).map(({id, key, name, unit}) => ({id, key, name: `${name} (${unit})`})),
  );
  const stored = computed((): GridRow[] =>
    (plan.value?.below.nodes ?? []).map(({organisation: {id, name}, cells}) => ({
      ...{id, name},
      numbers: columns.value.map((column) => cells.find((cell) => cell.metric.id === column.id)?.target ?? null),
    })),
  );
  const fixed = computed(
    () =>
      new Set(
        (plan.value?.below.nodes ?? []).flatMap(({source, organisation}) =>
          source === 'ROW' || source === 'SPLIT' ? [organisation.id] : [],
        ),
      ),
  );
  const given = computed(() =>
    columns.value.map(({id}) => {
      const cell = plan.value?.row?.cells.find(({metric}) => metric.id === id);
      return cell?.own ?? cell?.target ?? null;
    }),
  );
  /** The unit itself, with the numbers that it sets itself (A20). */
  const storedOwn = computed((): GridRow[] => {
    const row = plan.value?.row;
    if (!row) return [];
    const numbers = columns.value.map(({id}) => row.cells.find(({metric}) => metric.id === id)?.own ?? null);
    return [{id: row.organisation.id, name: row.organisation.name, numbers}];
  });
  const own = ref<GridRow[]>([]);
  watch(storedOwn, (now) => (own.value = now), {immediate: true});
  const ownChanged = computed(() => changedRows(storedOwn.value, own.value, columns.value));
  const assigned = computed(() =>
    columns.value.map(({id}) => plan.value?.row?.cells.find(({metric}) => metric.id === id)?.target ?? null),
  );
  const rows = ref<GridRow[]>([]);
  const read = ref<Read | null>(null);
  const busy = ref(false);
  watch(stored, (now) => (rows.value = now), {immediate: true});
  const changed = computed(() => changedRows(stored.value, rows.value, columns.value));

  async function save(): Promise<void> {
    busy.value = true;
    try {
      for (const {targets} of ownChanged.value) {
        const variables = {planId: campaign.value.id, organisationId: organisationId.value, targets};
        await client.mutate({mutation: OwnTargetsDocument, variables});
      }
      for (let from = 0; from < changed.value.length; from += AT_ONCE) {
        const variables = {
          planId: campaign.value.id,
          organisationId: organisationId.value,
          rows: changed.value.slice(from, from + AT_ONCE),
        };
        await client.mutate({mutation: AllocateDocument, variables});
      }
      read.value = null;
      await query.refetch();
      ElMessage({type: 'success', message: t('saved')});
    } catch (error) {
      say(error);
    } finally {
      busy.value = false;
    }
  }

  /** A table that was pasted or picked is read by the platform, and its numbers stand in the grid until somebody saves them. */
  async function take(file: Blob): Promise<void> {
    if (file.size > MOST_BYTES) return void ElMessage({type: 'error', message: t('tooLarge')});
    busy.value = true;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const {data} = await client.query({
        query: AllocationTableDocument,
        variables: {
          ...{planId: campaign.value.id, organisationId: organisationId.value, language: graphLanguage.value},
          file: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
        },
        fetchPolicy: 'no-cache',
      });
      read.value = data.allocationTable;
      const numbers = new Map(data.allocationTable.rows.map(({organisation, targets}) => [organisation?.id, targets]));
      rows.value = rows.value.map((row) => {
        const targets = fixed.value.has(row.id) ? undefined : numbers.get(row.id);
        if (!targets) return row;
        return {
          ...row,
          numbers: columns.value.map(({key}, c) => {
            const target = targets.find(({metric}) => metric === key);
            return target ? target.target : (row.numbers[c] ?? null);
          }),
        };
      });
    } catch (error) {
      say(error);
    } finally {
      busy.value = false;
    }
  }

  const takeBack = () => {
    rows.value = stored.value;
    own.value = storedOwn.value;
    read.value = null;
  };
  const changes = computed(() => changed.value.length + ownChanged.value.length);
  return {query, plan, columns, rows, own, assigned, fixed, given, changes, read, busy, save, take, takeBack};
}
