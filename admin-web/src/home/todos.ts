import type {Role} from '@/session/session';

/** What was counted for one campaign; absent where the role has nothing to do with it. */
export interface Counts {
  reportsSubmitted?: number;
  reportsReturned?: number;
  reportsDrafts?: number;
  worksHandedIn?: number;
  worksReturned?: number;
  worksRecommended?: number;
  scores?: {round: string; left: number}[];
}

export type TodoKind =
  | 'reportsToReview'
  | 'reportsReturned'
  | 'reportsDrafts'
  | 'worksToRecommend'
  | 'worksReturned'
  | 'worksToScreen'
  | 'scoresLeft';

export interface Todo {
  kind: TodoKind;
  n: number;
  to: string;
}

/** What a person with these roles has to do in a campaign, most pressing first. */
export function todosOf(campaignKey: string, roles: readonly Role[], counts: Counts): Todo[] {
  const has = (...wanted: Role[]) => roles.some((role) => wanted.includes(role));
  const at = `/campaigns/${campaignKey}`;
  const reporter = has('UNIT_REPORTER', 'UNIT_ADMIN');
  const all: [applies: boolean, todo: Omit<Todo, 'n'>, n: number | undefined][] = [
    ...(counts.scores ?? []).map(({round, left}): [boolean, Omit<Todo, 'n'>, number] => [
      has('JUDGE'),
      {kind: 'scoresLeft', to: `${at}/rounds/${round}/judging`},
      left,
    ]),
    [reporter, {kind: 'reportsReturned', to: `${at}/reports?states=RETURNED`}, counts.reportsReturned],
    [reporter, {kind: 'worksReturned', to: `${at}/works?states=RETURNED`}, counts.worksReturned],
    [
      has('REVIEWER', 'UNIT_ADMIN'),
      {kind: 'reportsToReview', to: `${at}/reports?states=SUBMITTED`},
      counts.reportsSubmitted,
    ],
    [has('UNIT_ADMIN'), {kind: 'worksToRecommend', to: `${at}/works?states=HANDED_IN`}, counts.worksHandedIn],
    [has('SCREENER'), {kind: 'worksToScreen', to: `${at}/works?states=RECOMMENDED`}, counts.worksRecommended],
    [reporter, {kind: 'reportsDrafts', to: `${at}/reports?states=DRAFT`}, counts.reportsDrafts],
  ];
  return all.flatMap(([applies, todo, n]) => (applies && n ? [{...todo, n}] : []));
}
