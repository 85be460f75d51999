/** What the platform says to a screen that asks where it belongs. */
export type Place =
  | {state: 'PAIRED'; name: string; wall: string | null}
  | {state: 'WAITING'; code?: string; expiresAt?: string}
  | {state: 'OVER'; ended?: boolean};

/** Where screens begin, after each start of the device. */
export const START = '/wall';

/** `/wall` and `/wall/pair`, and the same in the plural, since people type it from memory. */
export function isStart(pathname: string): boolean {
  return /^\/walls?(\/pair)?\/?$/.test(pathname);
}

/**
 * Where to go from here, or null to stay: a paired screen to its wall, one whose pairing ended back to the start. A wall that
 * was never paired stays: it is public, or somebody looks at it who has signed in.
 */
export function destination(place: Place, pathname: string): string | null {
  if (place.state === 'PAIRED') return place.wall !== null && place.wall !== plain(pathname) ? place.wall : null;
  return place.state === 'OVER' && place.ended === true && !isStart(pathname) ? START : null;
}

/** An address may come with its colon plain or escaped. */
function plain(pathname: string): string {
  const [, kind, id] = /^\/wall\/(tally|plan)\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (!kind || !id) return pathname;
  try {
    return `/wall/${kind}/${encodeURIComponent(decodeURIComponent(id))}`;
  } catch {
    return pathname;
  }
}

export async function askPlace(method: 'GET' | 'POST'): Promise<Place> {
  const response = await fetch('/session/display', {
    method,
    cache: 'no-store',
    credentials: 'same-origin',
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()) as Place;
}

const EVERY_MS = 5_000;

/** Asks every few seconds, for as long as the page lives. What can't be asked leaves everything as it is. */
export function watchPlace(go: (address: string) => void, heard: (place: Place | null) => void): void {
  const ask = async (): Promise<void> => {
    const place = await askPlace('GET').catch(() => null);
    heard(place);
    const address = place && destination(place, location.pathname);
    if (address) return go(address + location.search);
    // a fifth of jitter: forty screens that came back together don't ask together for ever
    setTimeout(() => void ask(), EVERY_MS * (0.9 + Math.random() * 0.2));
  };
  void ask();
}
