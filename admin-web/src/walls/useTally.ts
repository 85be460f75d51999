import {print} from 'graphql';
import {computed, shallowRef, watch} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {useLive} from '@/live/useLive';
import {RoundTallyDocument} from './walls.documents';

type TallyEvent = ResultOf<typeof RoundTallyDocument>['roundTally'];
type Entry = TallyEvent['entries'][number];

/** The live tally of a round: lines for a board, and what the last event said beside them. */
export function useTally(roundId: string) {
  const live = useLive<Entry, TallyEvent, ResultOf<typeof RoundTallyDocument>>({
    operation: {query: print(RoundTallyDocument), variables: {roundId, language: graphLanguage.value}},
    read: (data) => data.roundTally,
    backwards: (before, after) => after.votes < before.votes,
    wall: true,
  });

  const lines = computed(() =>
    [...(live.board.value?.entries.values() ?? [])].map(({id, votes, entry, submission, organisation}) => ({
      id,
      votes,
      number: entry.number,
      title: submission.title,
      author: submission.author,
      unit: organisation.shortName,
    })),
  );

  // A heartbeat only says where the stream stands: its freeze and total are those of the event before.
  const said = shallowRef<TallyEvent | null>(null);
  watch(live.last, (event) => {
    if (!event) return;
    const {kind, takenAt, votesPerMinute} = event;
    said.value = kind === 'HEARTBEAT' && said.value ? {...said.value, takenAt, votesPerMinute} : event;
  });

  return {lines, said, freshness: live.freshness, refused: live.refused};
}
