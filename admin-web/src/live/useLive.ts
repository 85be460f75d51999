import {computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef} from 'vue';
import {advance, freshnessOf, type Backwards, type Freshness, type LiveBoard, type LiveEvent} from './protocol';
import {LiveStream, type Operation, type StreamOptions} from './stream';

export interface Live<E extends {id: string}, V extends LiveEvent<E>> {
  board: ShallowRef<LiveBoard<E> | null>;
  /** The last event, for what it says beside the entries: total, pace, freeze. */
  last: ShallowRef<V | null>;
  freshness: ComputedRef<Freshness>;
  /** What the platform refused with, until it sends something. */
  refused: ShallowRef<unknown>;
  heardAt: Ref<number | null>;
}

export interface LiveSource<E extends {id: string}, V extends LiveEvent<E>, T> extends StreamOptions {
  operation: Operation;
  read: (data: T) => V;
  backwards?: Backwards<E>;
}

/** A board that keeps itself right for as long as the component lives. */
export function useLive<E extends {id: string}, V extends LiveEvent<E>, T>(source: LiveSource<E, V, T>): Live<E, V> {
  const board = shallowRef<LiveBoard<E> | null>(null);
  // Said in words: for an open type parameter, Vue's own signature thinks of refs in refs.
  const last = shallowRef(null) as ShallowRef<V | null>;
  const refused = shallowRef<unknown>(null);
  const heardAt = ref<number | null>(null);
  const connected = ref(false);
  const online = ref(navigator.onLine);
  const now = ref(Date.now());
  // One new snapshot at a time, and at most one a second: a reader that is cut off must not storm the gateway.
  let askedAt = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function snapshotAgain(): void {
    if (waiting) return;
    waiting = setTimeout(
      () => {
        waiting = undefined;
        askedAt = Date.now();
        stream.resubscribe();
      },
      Math.max(0, askedAt + 1000 - Date.now()),
    );
  }

  const stream = new LiveStream<T>(
    source.operation,
    {
      event(data) {
        const event = source.read(data);
        heardAt.value = now.value = Date.now();
        refused.value = null;
        const step = advance(board.value, event, source.backwards);
        if ('resubscribe' in step) return snapshotAgain();
        board.value = step.board;
        last.value = event;
      },
      refused: (errors) => (refused.value = {errors}),
      connected: (is) => (connected.value = is),
    },
    source,
  );

  const timer = setInterval(() => (now.value = Date.now()), 500);
  const network = () => (online.value = navigator.onLine);
  addEventListener('online', network);
  addEventListener('offline', network);
  stream.start();
  onScopeDispose(() => {
    stream.stop();
    clearInterval(timer);
    clearTimeout(waiting);
    removeEventListener('online', network);
    removeEventListener('offline', network);
  });

  const freshness = computed(() =>
    freshnessOf({heardAt: heardAt.value, now: now.value, connected: connected.value, online: online.value}),
  );
  return {board, last, freshness, refused, heardAt};
}
