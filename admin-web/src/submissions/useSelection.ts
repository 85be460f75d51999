import {computed, shallowRef} from 'vue';
import {allows, isSelectable, toggled, type BulkAct, type Selectable} from './selection';

/** The selection of a list; it outlives pages and filters, so that bulk acts can say what they are about to touch. */
export function useSelection<T extends Selectable>() {
  const selected = shallowRef<ReadonlyMap<string, T>>(new Map());
  const works = computed(() => [...selected.value.values()]);
  const fit = (act: BulkAct) => works.value.filter((work) => allows(act, work));
  return {
    selected,
    works,
    toRecommend: computed(() => fit('recommend')),
    toScreenIn: computed(() => fit('screenIn')),
    toScreenOut: computed(() => fit('screenOut')),
    has: (work: T) => selected.value.has(work.id),
    hasAll: (page: readonly T[]) =>
      page.some(isSelectable) && page.filter(isSelectable).every(({id}) => selected.value.has(id)),
    toggle: (page: readonly T[], on: boolean) => (selected.value = toggled(selected.value, page, on)),
    keep: (left: ReadonlyMap<string, T>) => (selected.value = left),
    clear: () => (selected.value = new Map()),
  };
}
