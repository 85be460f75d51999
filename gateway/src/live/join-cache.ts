import type {GraphQLDataSource} from '@apollo/gateway';
import {LRUCache} from 'lru-cache';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Entity = Record<string, unknown>;

interface Kept {
  entity: Entity;
  at: number;
}

export interface JoinCacheSettings {
  /** For so long a title isn't asked for again; a wall may show it that much late. */
  freshMs: number;
  now?: () => number;
}

/**
 * What one stream has joined so far. Titles and names hardly change while votes do: most deltas need no fetch at all, and
 * when the service that has them is away, the walls go on with what they had instead of going blank. It belongs to one
 * stream, so it holds nothing that this stream's listeners may not see.
 */
export class JoinCache {
  private readonly kept = new LRUCache<string, Kept>({max: 5_000});

  constructor(private readonly settings: JoinCacheSettings) {}

  around(service: string, source: GraphQLDataSource): GraphQLDataSource {
    return {process: (options) => this.process(service, source, options)};
  }

  private async process(service: string, source: GraphQLDataSource, options: Options): Promise<Answer> {
    const {query, variables = {}} = options.request;
    const {representations, ...others} = variables as {representations?: unknown};
    if (!Array.isArray(representations)) return source.process(options);

    const now = (this.settings.now ?? Date.now)();
    const keys = representations.map((one: unknown) => JSON.stringify([service, query, others, one]));
    const isFresh = (key: string): boolean => (this.kept.get(key)?.at ?? -Infinity) > now - this.settings.freshMs;
    const missing = keys.flatMap((key, index) => (isFresh(key) ? [] : [index]));
    const fetched =
      missing.length === 0
        ? {}
        : await source.process({
            ...options,
            request: {
              ...options.request,
              variables: {...others, representations: missing.map((index) => representations[index] as unknown)},
            },
          });
    const received: unknown = fetched.data?._entities;
    const entities = Array.isArray(received) ? (received as (Entity | null)[]) : [];
    missing.forEach((index, place) => {
      const entity = entities[place];
      const key = keys[index];
      // With an error somewhere in it, what came may lack what an earlier answer had.
      if (entity && key !== undefined && !fetched.errors)
        this.kept.set(key, {entity: structuredClone(entity), at: now});
    });

    const gone = fetched.data == null && fetched.errors !== undefined;
    const place = new Map(missing.map((index, at) => [index, at]));
    const _entities = keys.map((key, index) => {
      const at = place.get(index);
      const live = at === undefined ? undefined : entities[at];
      const kept = live == null && (at === undefined || gone) ? this.kept.get(key)?.entity : undefined;
      // A copy: the executor merges further fetches into what it is given.
      return live ?? (kept === undefined ? null : structuredClone(kept));
    });
    const whole = gone && missing.every((index) => _entities[index] !== null);
    if (!fetched.errors || whole) return {data: {_entities}};
    return {
      data: {_entities},
      errors: fetched.errors.map((error) => ({...error, path: relocated(error.path, missing)})),
    };
  }
}

/** An error names the place among those that were asked for; the executor counts all. */
function relocated(
  path: readonly (string | number)[] | undefined,
  missing: number[],
): readonly (string | number)[] | undefined {
  if (path?.[0] !== '_entities' || typeof path[1] !== 'number') return path;
  return ['_entities', missing[path[1]] ?? path[1], ...path.slice(2)];
}
