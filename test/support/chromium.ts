import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {chromium, type Browser, type BrowserContextOptions, type Page, type Request} from 'playwright-core';
import {requireProgram} from './child.js';

/** Where pictures of a run go; git ignores the folder. */
const output = resolve(__dirname, '../.output');

export interface TestBrowser {
  browser: Browser;
  /** A page in a context of its own: no cookie and no storage is shared with another. */
  page(options?: BrowserContextOptions): Promise<TestPage>;
  stop(): Promise<void>;
}

export interface TestPage extends Page {
  /** What the page complained about: uncaught errors and console errors, in order. */
  complaints: string[];
  /** Addresses it still waits for; media that loads in pieces and sockets don't count. */
  waitsFor(): string[];
}

const endless = new Set(['media', 'websocket', 'eventsource', 'ping']);

/** Debian's Chromium without a window, with a fresh profile that goes away with it. */
export async function startChromium(): Promise<TestBrowser> {
  const browser = await chromium.launch({
    executablePath: requireProgram('chromium', 'chromium', 'chromium-browser'),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  return {
    browser,
    async page(options) {
      const context = await browser.newContext({viewport: {width: 1440, height: 900}, locale: 'zh-CN', ...options});
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
      });
      const open = new Set<Request>();
      page.on('request', (request) => void (endless.has(request.resourceType()) || open.add(request)));
      page.on('requestfinished', (request) => void open.delete(request));
      page.on('requestfailed', (request) => void open.delete(request));
      // an answer whose body nobody reads never finishes
      page.on('response', (response) => {
        if (response.request().resourceType() === 'fetch' && !response.url().endsWith('/graphql'))
          open.delete(response.request());
      });
      return Object.assign(page, {complaints, waitsFor: () => [...open].map((request) => request.url())});
    },
    stop: () => browser.close(),
  };
}

/** Saves what the page shows as test/.output/<name>.png and answers the path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(output, {recursive: true});
  const path = join(output, `${name}.png`);
  await page.screenshot({path});
  return path;
}
