import {computed, onScopeDispose, ref, type ComputedRef} from 'vue';

const skew = ref(0);

/** The server's clock decides; each answer that carries it sets how far the browser's is off. */
export function setServerClock(at: string): void {
  skew.value = Date.parse(at) - Date.now();
}

/** The server's now, moving once a second (or as asked). */
export function useNow(everyMs = 1000): ComputedRef<Date> {
  const tick = ref(Date.now());
  const timer = setInterval(() => (tick.value = Date.now()), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return computed(() => new Date(tick.value + skew.value));
}
