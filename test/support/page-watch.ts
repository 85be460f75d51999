import {readFileSync} from 'node:fs';
import {until} from './child.js';
import type {TestPage} from './chromium.js';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: {html: string; any: {message: string}[]}[];
}
declare const window: {axe?: {run(options: object): Promise<{violations: Violation[]}>}};

export interface PageWatch {
  /** What has gone wrong on the way since this was asked last: console, scripts, requests, and errors in the graph's answers. */
  faults(): Promise<string[]>;
}

export function watchPage(page: TestPage): PageWatch {
  const faults: string[] = [];
  const reading: Promise<void>[] = [];
  // a page that is left takes its requests along; that is no failure
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') faults.push(`${why} ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    if (!response.url().endsWith('/graphql')) return;
    const read = async () => {
      const {errors} = JSON.parse(await response.text()) as {errors?: unknown[]};
      if (errors) faults.push(`${JSON.stringify(errors)} for ${response.request().postData()?.slice(0, 300)}`);
    };
    reading.push(read().catch(() => undefined));
  });
  return {
    async faults() {
      await Promise.all(reading.splice(0));
      return [...page.complaints.splice(0), ...faults.splice(0)];
    },
  };
}

/** The page has its heading and waits for nothing, twice in a row: an answer may have led to another question. */
export async function settled(page: TestPage): Promise<void> {
  await page.locator('h1').first().waitFor();
  const loading = page.locator('.state-loading, [aria-busy=true]');
  let rests = 0;
  const rested = async (): Promise<boolean> => {
    const still = page.waitsFor().length === 0 && (await loading.count()) === 0;
    rests = still ? rests + 1 : 0;
    return rests === 2;
  };
  await until(`${page.url()} to come to rest`, rested, {everyMs: 60}).catch((error: Error) => {
    throw new Error(`${error.message} It waits for ${page.waitsFor().join(', ') || 'what it shows as loading'}.`);
  });
}

/** What can be seen to be wrong with the page as it stands, at whatever size, language and theme it has. */
export async function visibleFaults(page: TestPage, namespaces: readonly string[]): Promise<string[]> {
  const {text, width, room} = await page.evaluate<{text: string; width: number; room: number}>(`({
    text: [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap(
      (e) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => e.getAttribute(name) ?? ''))].join('\\n'),
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  })`);
  const faults: string[] = [];
  const keys = new RegExp(`(?<![\\w./-])(${namespaces.join('|')})\\.[a-z][A-Za-z0-9]+\\b`, 'g');
  for (const [key] of text.matchAll(keys)) faults.push(`not translated: ${key}`);
  for (const [word] of text.matchAll(/\b(undefined|NaN|Invalid Date|\[object \w+\])/g)) faults.push(`says ${word}`);
  if (width > room) faults.push(`${width - room} px wider than the window`);
  // a colour that is on its way from one theme to the other is nobody's reading; it sets out with the next frame
  await page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    .then(() => Promise.allSettled(document.getAnimations().map(({finished}) => finished)))`);
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe);
  const {violations} = await page.evaluate(
    (tags) => window.axe!.run({runOnly: tags, resultTypes: ['violations']}),
    standards,
  );
  for (const {id, nodes} of violations) {
    const [first] = nodes;
    faults.push(`axe ${id} ×${nodes.length}: ${first?.html.slice(0, 160)} ${first?.any[0]?.message ?? ''}`);
  }
  return faults;
}
