import {useQuery} from '@vue/apollo-composable';
import {computed, type ComputedRef} from 'vue';
import {hasRole, viewer} from '@/session/session';
import {JudgingTodosDocument, ReportTodosDocument, WorkTodosDocument} from './home.documents';
import {todosOf, type Counts, type Todo} from './todos';

/** Asks only for what the person's roles have to do with; a count that can't be read is left out. */
export function useTodos(campaign: {id: string; key: string}): ComputedRef<Todo[]> {
  const variables = {campaignId: campaign.id};
  const reports = useQuery(ReportTodosDocument, variables, {
    enabled: hasRole('UNIT_REPORTER', 'UNIT_ADMIN', 'REVIEWER'),
    errorPolicy: 'all',
  });
  const works = useQuery(WorkTodosDocument, variables, {
    enabled: hasRole('UNIT_REPORTER', 'UNIT_ADMIN', 'SCREENER'),
    errorPolicy: 'all',
  });
  const judging = useQuery(JudgingTodosDocument, variables, {enabled: hasRole('JUDGE'), errorPolicy: 'all'});

  return computed(() => {
    const counts: Counts = {
      reportsSubmitted: reports.result.value?.submitted?.totalCount,
      reportsReturned: reports.result.value?.returned?.totalCount,
      reportsDrafts: reports.result.value?.drafts?.totalCount,
      worksHandedIn: works.result.value?.handedIn?.totalCount,
      worksReturned: works.result.value?.returned?.totalCount,
      worksRecommended: works.result.value?.recommended?.totalCount,
      scores: (judging.result.value?.campaign?.rounds ?? []).flatMap(({key, judging: {mine}}) =>
        mine && !mine.handedIn ? [{round: key, left: mine.total - mine.done}] : [],
      ),
    };
    return todosOf(campaign.key, viewer.value?.grants.map((grant) => grant.role) ?? [], counts);
  });
}
