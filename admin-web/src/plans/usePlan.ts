import {useQuery} from '@vue/apollo-composable';
import {computed, type ComputedRef} from 'vue';
import {graphLanguage} from '@/i18n/language';
import {PlanDocument} from './plans.documents';
import {usePlanProgress} from './usePlanProgress';

/** The plan with its table, its numbers replaced by live ones as they come in. */
export function usePlan(campaign: ComputedRef<{id: string; key: string}>) {
  const query = useQuery(PlanDocument, () => ({key: campaign.value.key, language: graphLanguage.value}), {
    keepPreviousResult: true,
  });
  const plan = computed(() => query.result.value?.campaign?.plan ?? null);
  // The plan has its campaign's id.
  const live = usePlanProgress(campaign.value.id);

  const liveCells = computed(
    () =>
      new Map([...(live.board.value?.entries.values() ?? [])].map(({organisation, cells}) => [organisation.id, cells])),
  );

  const rows = computed(() => {
    if (!plan.value) return [];
    const {columns, rows: listed} = plan.value;
    return listed.map(({organisation, cells}) => {
      const now = liveCells.value.get(organisation.id) ?? cells;
      return {
        organisation,
        cells: columns.map(({id, name}) => ({
          id,
          name,
          target: cells.find((c) => c.metric.id === id)?.target ?? null,
          done: now.find((c) => c.metric.id === id)?.done ?? 0,
        })),
      };
    });
  });

  const metrics = computed(() =>
    (plan.value?.metrics ?? []).map((metric) => ({
      ...metric,
      done: live.totals.value.get(metric.id)?.done ?? metric.done,
    })),
  );

  const sums = computed(() =>
    (plan.value?.columns ?? []).map(({id, name}, i) => ({
      id,
      name,
      target: plan.value?.sums[i] ?? 0,
      done: metrics.value.find((metric) => metric.id === id)?.done ?? 0,
    })),
  );

  return {query, plan, rows, metrics, sums, freshness: live.freshness, takenAt: live.takenAt};
}
