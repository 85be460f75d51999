import {print} from 'graphql';
import {computed} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {useLive} from '@/live/useLive';
import type {StreamOptions} from '@/live/stream';
import {PlanProgressDocument} from './progress.documents';

type ProgressEvent = ResultOf<typeof PlanProgressDocument>['planProgress'];
export type ProgressEntry = ProgressEvent['entries'][number];

/** The live progress of a plan: the units' numbers and the plan's own, as the last events said. */
export function usePlanProgress(planId: string, options: StreamOptions = {}) {
  const live = useLive<ProgressEntry, ProgressEvent, ResultOf<typeof PlanProgressDocument>>({
    ...options,
    operation: {query: print(PlanProgressDocument), variables: {planId, language: graphLanguage.value}},
    read: (data) => data.planProgress,
  });
  const takenAt = computed(() => live.last.value?.takenAt ?? null);
  const totals = computed(() => new Map((live.last.value?.totals ?? []).map((cell) => [cell.metric.id, cell])));
  return {...live, takenAt, totals};
}
