import DataLoader from 'dataloader';
import type {Caller} from './identity.js';
import type {Logger} from './log.js';

export interface RequestContext {
  caller: Caller;
  requestId: string;
  log: Logger;
  language: 'zh' | 'en';
  /**
   * Loads by key, gathering all keys that are asked for in one turn into one call of `batch`, and remembers the answers
   * for this request. `batch` answers in the order of its keys, an Error where one key alone is refused. The first `batch` given for a name is the one that is used.
   */
  load<K, V>(name: string, key: K, batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>): Promise<V>;
}

/** Beyond this a statement's list of parameters gets too long for some databases. */
const MAX_BATCH = 1_000;

export function createContext(i: {caller: Caller; log: Logger; language?: 'zh' | 'en'}): RequestContext {
  const {caller, language = 'zh'} = i;
  // values of several types under one map; `load` gives each name its own pair back
  const loaders = new Map<string, DataLoader<unknown, unknown, unknown>>();
  return {
    caller,
    language,
    requestId: caller.requestId,
    log: i.log.child({requestId: caller.requestId}),
    load<K, V>(name: string, key: K, batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>): Promise<V> {
      let loader = loaders.get(name) as DataLoader<K, V, unknown> | undefined;
      if (!loader) {
        loader = new DataLoader<K, V, unknown>(batch, {cacheKeyFn: identityOf, maxBatchSize: MAX_BATCH});
        loaders.set(name, loader as DataLoader<unknown, unknown, unknown>);
      }
      return loader.load(key);
    },
  };
}

/** Fresh loaders for the same caller: what a subscription needs for each event, or it would repeat its first answers. */
export function renewContext(context: RequestContext): RequestContext {
  return createContext(context);
}

export function languageOf(acceptLanguage: string | undefined): 'zh' | 'en' {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';
}

function identityOf(key: unknown): unknown {
  return typeof key === 'object' ? JSON.stringify(key) : key;
}
