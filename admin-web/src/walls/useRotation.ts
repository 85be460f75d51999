import {computed, onScopeDispose, ref, watch, type ComputedRef} from 'vue';

/** Turns the pages of a board; a page that vanished is never shown. The first one stays longer. */
export function useRotation(pages: ComputedRef<number>, {first = 20_000, others = 10_000} = {}): ComputedRef<number> {
  const page = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function turn(): void {
    clearTimeout(timer);
    if (pages.value <= 1) return;
    timer = setTimeout(
      () => {
        page.value = (page.value + 1) % pages.value;
        turn();
      },
      page.value === 0 ? first : others,
    );
  }

  watch(pages, turn, {immediate: true});
  onScopeDispose(() => clearTimeout(timer));
  return computed(() => Math.min(page.value, pages.value - 1));
}
