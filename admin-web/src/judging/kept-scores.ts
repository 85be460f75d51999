import type {Marks} from './score-sheet';

/** Marks that the platform doesn't have yet, with the version they were made on. */
export interface Kept extends Marks {
  version: number;
}

/** By account as well: judges may share a machine, and nobody sees another one's points. */
const nameOf = (account: string, roundId: string) => `concours.scores.${account}.${roundId}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function keptOf(value: unknown): Kept | null {
  if (!isRecord(value) || !isRecord(value.points) || typeof value.version !== 'number') return null;
  const points = Object.entries(value.points).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return {
    points: Object.fromEntries(points),
    abstained: value.abstained === true,
    conflict: value.conflict === true,
    version: value.version,
  };
}

/** By entry; what can't be read is passed over. */
export function keptScores(account: string, roundId: string, store: Storage = localStorage): Map<string, Kept> {
  try {
    const all: unknown = JSON.parse(store.getItem(nameOf(account, roundId)) ?? '{}');
    if (!isRecord(all)) return new Map();
    return new Map(
      Object.entries(all).flatMap(([entryId, value]) => {
        const kept = keptOf(value);
        return kept ? [[entryId, kept] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

export function keepScore(
  account: string,
  roundId: string,
  entryId: string,
  kept: Kept | null,
  store: Storage = localStorage,
): void {
  const all = keptScores(account, roundId, store);
  if (kept) all.set(entryId, kept);
  else all.delete(entryId);
  if (all.size > 0) store.setItem(nameOf(account, roundId), JSON.stringify(Object.fromEntries(all)));
  else store.removeItem(nameOf(account, roundId));
}
