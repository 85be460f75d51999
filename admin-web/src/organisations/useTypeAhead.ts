const PAUSE_MS = 700;

/** Collects letters that are typed one after the other; a pause begins anew. Null for a key that is no letter. */
export function useTypeAhead(now: () => number = () => performance.now()) {
  let text = '';
  let last = -Infinity;
  return {
    typed(key: string): string | null {
      // a key with a name, such as ArrowDown, is longer than what it types
      if ([...key].length !== 1 || (key === ' ' && text === '')) return null;
      text = now() - last > PAUSE_MS ? key : text + key;
      last = now();
      return text;
    },
  };
}
