import {readdirSync, readFileSync, existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {until} from '../support/child.js';
import {screenshot, startChromium, type TestBrowser, type TestPage} from '../support/chromium.js';
import {filledDemo} from '../support/filled-demo.js';
import {settled, visibleFaults, watchPage} from '../support/page-watch.js';
import {startPlatform, type Platform} from '../support/platform.js';

const sources = path.resolve(__dirname, '../../admin-web/src');
const concerns = readdirSync(sources);
const read = (concern: string, file: string): string => {
  const place = path.join(sources, concern, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : '';
};
const namespaces = [...concerns.map((concern) => read(concern, 'texts.ts')), read('i18n', 'words.ts')].flatMap((text) =>
  [...text.matchAll(/defineTexts\('(\w+)'/g)].map(([, name]) => name!),
);
const declared = concerns.flatMap((concern) =>
  [...read(concern, 'pages.ts').matchAll(/name: '([\w-]+)'/g)].map(([, name]) => name!),
);

/** What the addresses of the demo are made of. */
interface Places {
  singer: string;
  plan: string;
  work: string;
  draft: string;
  unit: string;
  report: string;
  writing: string;
}
type Address = (places: Places) => string;
const SINGER = '/campaigns/anhui-singer-2024';
const PLAN = '/campaigns/anhui-2022';
const OVER = '/campaigns/demo-recitation';

/** Every page, with somebody whose work it is. */
const pages: [name: string, as: string, address: Address][] = [
  ['home', 'owner', () => '/'],
  ['home', 'city', () => '/'],
  ['organisations', 'owner', () => '/organisations'],
  ['organisation', 'owner', ({unit}) => `/organisations/${unit}`],
  ['campaign', 'owner', () => SINGER],
  ['campaign', 'auditor', () => PLAN],
  ['definition', 'owner', () => `${SINGER}/definition`],
  ['plan', 'owner', () => `${PLAN}/plan`],
  ['plan-unit', 'owner', ({unit}) => `${PLAN}/plan/units/${unit}`],
  ['reports', 'city', () => `${PLAN}/reports`],
  ['report-new', 'reporter', () => `${PLAN}/reports/new`],
  ['report', 'city', ({report}) => `${PLAN}/reports/${report}`],
  ['report-edit', 'city', ({writing}) => `${PLAN}/reports/${writing}/edit`],
  ['works', 'owner', () => `${SINGER}/works`],
  ['works', 'city', () => `${SINGER}/works?states=HANDED_IN`],
  ['work', 'owner', ({work}) => `${SINGER}/works/${work}`],
  ['work-new', 'reporter', () => `${SINGER}/works/new`],
  ['work-edit', 'city', ({draft}) => `${SINGER}/works/${draft}/edit`],
];

const SIZE = {width: 1280, height: 800};

/** The built dashboard in a real browser over the whole demo. */
describe('the dashboard', () => {
  let dataDir: string;
  let platform: Platform;
  let browser: TestBrowser;
  let places: Places;
  const signedIn = new Map<string, TestPage>();

  const tokenOf = async (name: string): Promise<string> => {
    const SIGN_IN = 'mutation ($name: String!) {signIn(name: $name, password: "concours-demo") {token}}';
    return (await platform.graph().ask<{signIn: {token: string}}>(SIGN_IN, {name})).signIn.token;
  };
  const choose = async (page: TestPage, name: string): Promise<void> => {
    await page.goto(`${platform.url}/sign-in`);
    const {demoAccounts} = await platform
      .graph()
      .ask<{demoAccounts: {name: string; displayName: string}[]}>('{demoAccounts {name displayName}}');
    const {displayName} = demoAccounts.find((account) => account.name === name)!;
    await page.getByRole('button', {name: displayName}).click();
    await page.locator('form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  };
  const pageOf = async (name: string): Promise<TestPage> => {
    const known = signedIn.get(name);
    if (known) return known;
    const page = await browser.page({viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light'});
    await choose(page, name);
    signedIn.set(name, page);
    return page;
  };

  beforeAll(async () => {
    dataDir = await filledDemo();
    [platform, browser] = await Promise.all([startPlatform({demo: 'on', dataDir}), startChromium()]);
    const owner = platform.graph(await tokenOf('owner'));
    const {campaigns} = await owner.ask<{campaigns: {id: string; key: string}[]}>('{campaigns {id key}}');
    const idOf = (key: string) => campaigns.find((campaign) => campaign.key === key)!.id;
    const [singer, plan] = [idOf('anhui-singer-2024'), idOf('anhui-2022')];
    const city = platform.graph(await tokenOf('city'));
    type Nodes = {nodes: {id: string}[]};
    const found = await city.ask<{organisation: {id: string}; drafts: Nodes; approved: Nodes; writing: Nodes}>(
      `query ($singer: ID!, $plan: ID!) {organisation(code: "ah.hefei") {id}
      drafts: submissions(campaignId: $singer, first: 1, filter: {states: [DRAFT]}) {nodes {id}}
      approved: reports(campaignId: $plan, first: 1, filter: {states: [APPROVED]}) {nodes {id}}
      writing: reports(campaignId: $plan, first: 1, filter: {states: [DRAFT]}) {nodes {id}}}`,
      {singer, plan},
    );
    const WORKS =
      'query ($id: ID!) {submissions(campaignId: $id, first: 1, filter: {states: [SHORTLISTED]}) {nodes {id}}}';
    const {submissions} = await owner.ask<{submissions: Nodes}>(WORKS, {id: singer});
    const [{id: work}, {id: draft}, {id: report}, {id: writing}] = [
      submissions,
      found.drafts,
      found.approved,
      found.writing,
    ].map(({nodes}) => nodes[0]!) as [{id: string}, {id: string}, {id: string}, {id: string}];
    places = {singer, plan, work, draft, report, writing, unit: found.organisation.id};
  }, 400_000);
  afterAll(async () => {
    await browser?.stop();
    await platform?.stop();
    await rm(dataDir, {recursive: true, force: true});
  });

  test('every page that is declared is looked at here', () => {
    const looked = new Set(['sign-in', ...pages.map(([name]) => name)]);
    expect(declared.filter((name) => !looked.has(name))).toEqual([]);
    expect(declared.length).toBeGreaterThan(10);
    expect(namespaces.length).toBeGreaterThan(8);
  });

  test('the page for signing in shows the demo accounts; choosing one and entering leads to the home page', async () => {
    const page = await browser.page({viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light'});
    const watch = watchPage(page);
    await page.goto(`${platform.url}/`);
    await settled(page);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await inAllLooks(page)).toEqual({});
    await choose(page, 'owner');
    await settled(page);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await watch.faults()).toEqual([]);
    await page.context().close();
  }, 60_000);

  /** Both languages and both themes in turn, by the page's own switch and the system's setting; by look what was wrong. */
  const inAllLooks = async (page: TestPage): Promise<Record<string, string[]>> => {
    const wrong: Record<string, string[]> = {};
    for (const look of ['zh light', 'zh dark', 'en dark', 'en light']) {
      const [language, colorScheme] = look.split(' ') as ['zh' | 'en', 'light' | 'dark'];
      const other = page.getByRole('button', {name: language === 'zh' ? '中文' : 'English', exact: true});
      if ((await other.count()) > 0) await other.click();
      await page.emulateMedia({colorScheme});
      await settled(page);
      const faults = await visibleFaults(page, namespaces);
      const lang = await page.evaluate<string>('document.documentElement.lang');
      if (!lang.startsWith(language)) faults.push(`its language is ${lang}`);
      if (faults.length > 0) wrong[look] = faults;
    }
    return wrong;
  };

  test.each(pages)(
    '%s as %s is sound in both languages and themes',
    async (name, as, address) => {
      const page = await pageOf(as);
      const watch = watchPage(page);
      await page.goto(platform.url + address(places));
      await settled(page);
      const wrong = await inAllLooks(page);
      const going = await watch.faults();
      if (going.length > 0) wrong.going = going;
      const barred = await page.locator('.state-forbidden, .state-error').count();
      if (barred > 0) wrong.state = [await page.locator('main').innerText()];
      if (Object.keys(wrong).length > 0) await screenshot(page, `dashboard-${name}-${as}`);
      expect(wrong).toEqual({});
    },
    60_000,
  );

  test('a work plays its video where it stands', async () => {
    const page = await pageOf('owner');
    await page.goto(`${platform.url}${SINGER}/works/${places.work}`);
    const video = page.locator('video').first();
    await video.waitFor();
    await video.evaluate(
      (element: {muted: boolean; play(): Promise<void>}) => ((element.muted = true), element.play()),
    );
    await until('the video to run', () =>
      video.evaluate(
        ({currentTime, videoHeight}: {currentTime: number; videoHeight: number}) =>
          currentTime > 0.1 && videoHeight > 0,
      ),
    );
  }, 30_000);

  test('the first page takes at most 350 KB of script, gzipped, and a wall 120 KB', async () => {
    for (const [address, most] of [
      ['/', 350_000],
      [`/wall/tally/${places.singer}:semi-final`, 120_000],
      [`/wall/plan/${places.plan}`, 120_000],
    ] as const) {
      const page = await browser.page({viewport: SIZE});
      if (address === '/') await choose(page, 'owner');
      const fresh = await page.context().newPage();
      let bytes = 0;
      const reading: Promise<void>[] = [];
      fresh.on('response', (response) => {
        if (response.request().resourceType() === 'script')
          reading.push(response.body().then((body) => void (bytes += gzipSync(body).length)));
      });
      await fresh.goto(platform.url + address);
      await fresh.locator('h1').first().waitFor();
      await fresh.waitForLoadState('networkidle', {timeout: 5_000}).catch(() => undefined);
      await Promise.all(reading);
      expect([address, bytes > 10_000, bytes <= most, bytes]).toEqual([address, true, true, bytes]);
      await page.context().close();
    }
  }, 60_000);
});
