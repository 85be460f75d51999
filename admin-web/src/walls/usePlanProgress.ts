import {print} from 'graphql';
import {computed} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {useLive} from '@/live/useLive';
import {displayToken} from './display-token';
import {PlanProgressDocument} from './walls.documents';

type ProgressEvent = ResultOf<typeof PlanProgressDocument>['planProgress'];
export type ProgressEntry = ProgressEvent['entries'][number];

/** The live progress of a plan: the units' numbers and the plan's own, as the last events said. */
export function usePlanProgress(planId: string) {
  const live = useLive<ProgressEntry, ProgressEvent, ResultOf<typeof PlanProgressDocument>>({
    operation: {query: print(PlanProgressDocument), variables: {planId, language: graphLanguage.value}},
    read: (data) => data.planProgress,
    token: displayToken,
  });
  const takenAt = computed(() => live.last.value?.takenAt ?? null);
  const totals = computed(() => new Map((live.last.value?.totals ?? []).map((cell) => [cell.metric.id, cell])));
  return {...live, takenAt, totals};
}
