import {print, type DocumentNode} from 'graphql';
import type {ResultOf, VariablesOf} from '@/graph/graphql';
import {onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef} from 'vue';
import {setServerClock} from '@/ui/useNow';

/** What stands above a board: asked at start, again each minute, and every 3 s while it can't be had. */
export function useHead<D extends DocumentNode>(
  document: D,
  variables: () => VariablesOf<D>,
  clockOf: (data: ResultOf<D>) => string | undefined,
): {data: ShallowRef<ResultOf<D> | null>; refused: Ref<unknown>; reload(): void} {
  // Said in words: for an open type parameter, Vue's own signature thinks of refs in refs.
  const data = shallowRef(null) as ShallowRef<ResultOf<D> | null>;
  const refused = ref<unknown>(null);
  const query = print(document);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function load(): Promise<void> {
    clearTimeout(timer);
    const done = await ask().catch(() => false);
    if (!stopped) timer = setTimeout(() => void load(), done ? 60_000 : 3_000);
  }

  async function ask(): Promise<boolean> {
    const response = await fetch('/graphql', {
      method: 'POST',
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(10_000),
      // by this it is the screen that asks, not whoever has signed in in the same browser
      headers: {'content-type': 'application/json', 'x-concours-wall': '1'},
      body: JSON.stringify({query, variables: variables()}),
    });
    const answer = (await response.json()) as {data?: ResultOf<D>; errors?: unknown[]};
    if (!answer.data) {
      refused.value = answer;
      return false;
    }
    refused.value = answer.errors ? answer : null;
    data.value = answer.data;
    const clock = clockOf(answer.data);
    if (clock) setServerClock(clock);
    return true;
  }

  watch(variables, () => void load(), {immediate: true, deep: true});
  onScopeDispose(() => {
    stopped = true;
    clearTimeout(timer);
  });
  return {data, refused, reload: () => void load()};
}
