import {onScopeDispose, ref, type Ref} from 'vue';

/** Two columns where the screen is wide; one on an upright screen. */
export function useColumns(): Ref<1 | 2> {
  const wide = window.matchMedia('(min-aspect-ratio: 3/2)');
  const columns = ref<1 | 2>(wide.matches ? 2 : 1);
  const changed = () => (columns.value = wide.matches ? 2 : 1);
  wide.addEventListener('change', changed);
  onScopeDispose(() => wide.removeEventListener('change', changed));
  return columns;
}
