const EVERY_MS = 10 * 60_000;

/** The script an index page starts with: another one means another version. */
export function entryOf(html: string): string | undefined {
  return /<script[^>]+src="([^"]+)"/.exec(html)?.[1];
}

export interface Surroundings {
  fetch: (url: string) => Promise<{ok: boolean; text(): Promise<string>}>;
  reload: () => void;
  running: string | undefined;
}

/**
 * Reloads a wall into a new version, but never into an error page: the page and the platform's health are asked first, and
 * either being unreachable leaves everything as it is.
 */
export async function reloadIfNewer({fetch, reload, running}: Surroundings): Promise<boolean> {
  try {
    const page = await fetch('/');
    const offered = page.ok ? entryOf(await page.text()) : undefined;
    if (!offered || !running || offered === running) return false;
    const health = await fetch('/healthz');
    if (!health.ok) return false;
    reload();
    return true;
  } catch {
    return false;
  }
}

export function watchForNewVersion(): void {
  const running = document.querySelector('script[src]')?.getAttribute('src') ?? undefined;
  setInterval(() => {
    void reloadIfNewer({fetch: (url) => fetch(url, {cache: 'no-store'}), reload: () => location.reload(), running});
  }, EVERY_MS);
}
