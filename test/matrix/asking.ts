import type {GraphClient} from '../support/graphql.js';
import type {Held, Spot} from './places.js';
import type {World} from './world-rows.js';

export interface Asker {
  name: string;
  kind: 'anonymous' | 'account' | 'key' | 'display' | 'voter';
  /** Changes nothing, whatever its grants would permit. */
  readOnly?: boolean;
  held: Held[];
  client: GraphClient;
  /** Of the account, or of the account that a key belongs to. */
  id: string | null;
  /** As the gateway hands them on; none for who is not signed in. */
  credentials?: {token?: string; voterToken?: string};
}

/** One line of what went wrong, for the table that a failing test prints. */
export interface Finding {
  field: string;
  asker: string;
  place: string;
  expected: string;
  got: string;
}

export interface Tried {
  findings: Finding[];
  asked: number;
  /** Everything that came back, to be looked through. */
  heard: {asker: Asker; text: string}[];
}

export const spotName = ({unit, campaign, track}: Spot): string =>
  [unit ? `unit ${unit}` : '', campaign ? `campaign ${campaign}${track ? `/${track}` : ''}` : '']
    .filter(Boolean)
    .join(', ') || '—';

/** Every role and place on one line, those with the same answer together. */
export function report(findings: readonly Finding[]): string {
  const lines = new Map<string, string[]>();
  for (const {field, place, expected, got, asker} of findings) {
    const key = `${field} | ${place} | expected ${expected} | got ${got}`;
    lines.set(key, [...(lines.get(key) ?? []), asker]);
  }
  const shown = [...lines].map(([key, askers]) => `${key} | ${askers.length}: ${askers.slice(0, 6).join('; ')}`);
  return [`${findings.length} answers differ`, ...shown.slice(0, 120)].join('\n');
}

export interface Heard {
  /** OK, or the code of the refusal: of the field, or of the one row of a bulk. */
  code: string;
  message: string;
  text: string;
}

/** Of a mutation, by its name and document; the first root field's answer decides. */
export async function heard(asker: Asker, document: string, variables: Record<string, unknown>): Promise<Heard> {
  const {data, errors} = await asker.client.send<Record<string, unknown>>(document, variables);
  const text = JSON.stringify({data, errors: errors?.map(({extensions}) => extensions)});
  const [error] = errors ?? [];
  if (error) return {code: error.extensions?.code ?? 'NO_CODE', message: error.message, text};
  const [answer] = Object.values(data ?? {}) as {refused?: {code: string}[]}[];
  const [row] = answer?.refused ?? [];
  return {code: row?.code ?? 'OK', message: '', text};
}

/** Several at a time: the platform is asked by many at once in life too. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({length: 4}, worker));
}

export type Make = (
  world: World,
  spot: Spot,
  asker: Asker,
) => Record<string, unknown> | Promise<Record<string, unknown>>;
