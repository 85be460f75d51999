import {useMutation} from '@vue/apollo-composable';
import {onBeforeUnmount, ref, shallowRef} from 'vue';
import {refusalOf} from '@/graph/refusal';
import {Autosave, type SaveState} from '@/saving/autosave';
import {RecordPointsDocument} from './judging.documents';
import {pointsProblem} from './round-rules';

interface PointsPlace {
  roundId: string;
  entryId: string;
  component: string;
  most: string;
}

/** One cell of the clerk's table: saved as it is typed, and again when the platform could not be reached. */
export function useAutosavedPoints(place: PointsPlace, saved: (points: string) => void) {
  const {mutate} = useMutation(RecordPointsDocument);
  const state = ref<SaveState>('clean');
  const error = shallowRef<unknown>(null);
  const {roundId, entryId, component, most} = place;

  const autosave = new Autosave<string>(
    {
      async save(points) {
        await mutate({input: {roundId, entryId, component, points: points.trim()}});
        saved(points.trim());
        // Points have no version: the last correction stands.
        return {id: entryId, version: 0};
      },
      complete: (points) => pointsProblem(points, most) === null,
      classify(thrown) {
        const {kind} = refusalOf(thrown);
        return kind === 'offline' || kind === 'broken' ? 'failed' : 'refused';
      },
      keep: () => undefined,
      changed(now, thrown) {
        state.value = now;
        error.value = thrown ?? null;
      },
    },
    null,
  );
  onBeforeUnmount(() => {
    void autosave.flush();
    autosave.stop();
  });
  return {autosave, state, error};
}
