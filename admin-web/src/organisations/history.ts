import type {ResultOf} from '@/graph/graphql';
import type {OrganisationHistoryDocument} from './organisations.documents';

export type Period = NonNullable<ResultOf<typeof OrganisationHistoryDocument>['organisation']>['history'][number];

/** The latest first, each with what is said of how it began: a key and its values. */
export function storyOf(
  periods: readonly Period[],
  words: {kind: (period: Period) => string; level: (period: Period) => string},
): {period: Period; key: `event_${Period['event']}` | 'splitOff'; values: Record<string, string>}[] {
  return [...periods].reverse().map((period) => {
    const {name, parent, counterpart} = period;
    const values = {
      name,
      parent: parent?.name ?? '',
      counterpart: counterpart?.name ?? '',
      kind: words.kind(period),
      level: words.level(period),
    };
    const key = period.event === 'CREATED' && counterpart ? 'splitOff' : (`event_${period.event}` as const);
    return {period, key, values};
  });
}
