const formerly = 'concours.display-token';

export interface Device {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
  storage: Pick<Storage, 'getItem' | 'removeItem'>;
  fetch: (url: string, init: RequestInit) => Promise<{status: number}>;
  /** Between two attempts. */
  pause: () => Promise<void>;
}

/**
 * A token that was issued comes behind the `#` of the address, which no server and no log sees; earlier versions kept it where
 * scripts can read. Either way the platform takes it into a cookie that none can, and it is gone from here.
 */
export async function handTokenOver({location, history, storage, fetch, pause}: Device): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? storage.getItem(formerly);
  if (!token) return;
  const init = {method: 'PUT', headers: {'content-type': 'application/json'}, body: JSON.stringify({token})};
  // while the platform is away nothing is lost: the address still has it
  while (!isAnswer(await fetch('/session/display', init).catch(() => null))) await pause();
  storage.removeItem(formerly);
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
}

/** Taken, or refused for good. */
function isAnswer(response: {status: number} | null): boolean {
  return response !== null && response.status !== 429 && response.status < 500;
}
