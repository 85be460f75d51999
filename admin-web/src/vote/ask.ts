import {print, type DocumentNode} from 'graphql';
import type {ResultOf, VariablesOf} from '@/graph/graphql';

const PATIENCE_MS = 15_000;

/** What the graph answered beside data, in the shape in which refusals are read. */
export class AskRefused extends Error {
  constructor(readonly errors: unknown[]) {
    super('refused');
  }
}

/**
 * One question to the graph, as whoever votes in this browser. Throws `AskRefused`, or whatever `fetch` throws where no answer
 * came: then nothing is known of what became of it.
 */
export async function ask<D extends DocumentNode>(document: D, variables: VariablesOf<D>): Promise<ResultOf<D>> {
  const response = await fetch('/graphql', {
    method: 'POST',
    cache: 'no-store',
    credentials: 'same-origin',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {'content-type': 'application/json', 'x-concours-voting': '1'},
    body: JSON.stringify({query: print(document), variables}),
  });
  const answer = (await response.json()) as {data?: ResultOf<D> | null; errors?: unknown[]};
  if (answer.errors || !answer.data) throw new AskRefused(answer.errors ?? [{}]);
  return answer.data;
}
