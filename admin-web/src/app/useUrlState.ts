import {computed, type WritableComputedRef} from 'vue';
import {useRoute, useRouter} from 'vue-router';

/** The query of an address with one name changed; an empty value removes it, and any filter but `after` starts the list anew. */
export function withValue(
  query: Record<string, unknown>,
  name: string,
  value: string | undefined,
): Record<string, unknown> {
  const dropped = name === 'after' ? [name] : [name, 'after'];
  const kept = Object.entries(query).filter(([other]) => !dropped.includes(other));
  return Object.fromEntries(value ? [...kept, [name, value]] : kept);
}

/**
 * A filter that lives in the address: reload and Back restore it. Typing replaces the entry in the history, choosing
 * adds one.
 */
export function useUrlText(name: string, {replace = false} = {}): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (typeof route.query[name] === 'string' ? route.query[name] : ''),
    set: (value) => {
      const target = {query: withValue(route.query, name, value || undefined) as Record<string, string>};
      void (replace ? router.replace(target) : router.push(target));
    },
  });
}

/** Several values of a closed set, joined by commas; anything else in the address is passed over. */
export function useUrlChoices<T extends string>(name: string, allowed: readonly T[]): WritableComputedRef<T[]> {
  const text = useUrlText(name);
  return computed({
    get: () => allowed.filter((value) => text.value.split(',').includes(value)),
    set: (values) => (text.value = values.join(',')),
  });
}
