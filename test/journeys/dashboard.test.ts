import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {until} from '../support/child.js';
import {screenshot, type TestPage} from '../support/chromium.js';
import {settled, visibleFaults, watchPage} from '../support/page-watch.js';
import {openDemoHouse, type DemoHouse, type Places} from './demo-house.js';

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

type Address = (places: Places) => string;
/** As much of a video element as is needed: there is no document in these types. */
interface Film {
  currentTime: number;
  videoHeight: number;
  play(): Promise<void>;
}
const SINGER = '/campaigns/anhui-singer-2024';
const PLAN = '/campaigns/anhui-2022';
const OVER = '/campaigns/demo-recitation';
const SEMI = `${SINGER}/rounds/semi-final`;

/** Every page, with somebody whose work it is; a part that an address names counts as a page. */
const pages: [name: string, as: string, address: Address][] = [
  ['notice', 'city', () => `${PLAN}/notice`],
  ['announcements', 'owner', () => `${PLAN}/announcements`],
  ['questions', 'reporter', () => `${PLAN}/questions`],
  ['home', 'owner', () => '/'],
  ['home', 'city', () => '/'],
  ['organisations', 'owner', () => '/organisations'],
  ['organisation', 'owner', ({unit}) => `/organisations/${unit}`],
  ['accounts', 'admin', () => '/accounts'],
  ['accounts', 'auditor', () => '/accounts?role=REVIEWER'],
  ['account', 'city', ({account}) => `/accounts/${account}`],
  ['account', 'auditor', ({account, plan}) => `/accounts/${account}?view=can&ask=report.review&in=${plan}`],
  ['audit-trail', 'admin', () => '/audit'],
  ['audit-trail', 'auditor', () => '/audit?actions=grantRole'],
  ['imports', 'admin', () => '/organisations/imports'],
  ['import', 'admin', ({import: id}) => `/organisations/imports/${id}`],
  ['import', 'admin', ({import: id}) => `/organisations/imports/${id}?outcomes=REFUSED`],
  ['keys', 'admin', () => '/keys'],
  ['keys', 'reporter', () => '/keys'],
  ['displays', 'admin', () => '/displays'],
  ['displays', 'auditor', () => '/displays'],
  ['apps', 'admin', () => '/apps'],
  ['sign-in-provider', 'owner', () => '/sign-in/provider?reason=OIDC_UNKNOWN'],
  ['persons', 'admin', () => '/persons'],
  ['my-account', 'reporter', () => '/my-account'],
  ['forgotten-password', 'owner', () => '/forgotten-password'],
  ['choose-password', 'owner', () => '/choose-password'],
  ['campaign', 'owner', () => SINGER],
  ['campaign', 'auditor', () => PLAN],
  ['calendar', 'owner', () => `${PLAN}/calendar`],
  ['calendar', 'reporter', () => `${SINGER}/calendar?month=2024-08`],
  ['campaigns', 'owner', () => '/campaigns'],
  ['campaigns', 'city', () => '/campaigns?state=running'],
  ['campaign-new', 'owner', () => '/new-campaign?from=anhui-singer-2024'],
  ['definition', 'owner', () => `${SINGER}/definition`],
  ['tracks', 'owner', () => `${PLAN}/tracks`],
  ['track', 'owner', () => `${PLAN}/tracks/poster`],
  ['track', 'city', () => `${SINGER}/tracks/singing`],
  ['burden', 'owner', () => `${PLAN}/burden`],
  ['burden', 'city', () => `${SINGER}/burden`],
  ['definition', 'owner', () => `${SINGER}/definition?view=form`],
  ['definition-compare', 'owner', () => `${SINGER}/definition/compare?from=anhui-2022&to=anhui-singer-2024`],
  ['plan', 'owner', () => `${PLAN}/plan`],
  ['plan-unit', 'owner', ({unit}) => `${PLAN}/plan/units/${unit}`],
  ['plan-numbers', 'city', ({unit}) => `${PLAN}/plan/units/${unit}/numbers`],
  ['progress', 'owner', () => `${PLAN}/progress`],
  ['progress', 'owner', () => `${PLAN}/progress?view=table`],
  ['reports', 'city', () => `${PLAN}/reports`],
  ['report-new', 'reporter', () => `${PLAN}/reports/new`],
  ['reports-overdue', 'city', () => `${PLAN}/reports/overdue`],
  ['reports-import', 'reporter', () => `${PLAN}/reports/import`],
  ['monthly', 'owner', () => `${PLAN}/monthly`],
  ['publicists', 'city', () => `${PLAN}/publicists`],
  ['report', 'city', ({report}) => `${PLAN}/reports/${report}`],
  ['report-edit', 'city', ({writing}) => `${PLAN}/reports/${writing}/edit`],
  ['works', 'owner', () => `${SINGER}/works`],
  ['works', 'city', () => `${SINGER}/works?states=HANDED_IN`],
  ['work', 'owner', ({work}) => `${SINGER}/works/${work}`],
  ['work-new', 'reporter', () => `${SINGER}/works/new`],
  ['work-edit', 'city', ({draft}) => `${SINGER}/works/${draft}/edit`],
  ['rounds', 'owner', () => `${SINGER}/rounds`],
  ['round', 'owner', () => SEMI],
  ['round', 'owner', () => `${SEMI}?view=tally`],
  ['round', 'auditor', () => `${SEMI}?view=tally`],
  ['round', 'owner', ({entry}) => `${SEMI}?view=standing&entry=${entry}`],
  ['round', 'owner', () => `${SEMI}?view=panel`],
  ['round', 'auditor', () => `${SEMI}?view=panel`],
  ['round', 'clerk', () => `${SINGER}/rounds/final?view=points`],
  ['round', 'owner', () => `${SEMI}?view=result`],
  ['round', 'auditor', ({finishedEntry}) => `${OVER}/rounds/selection?view=standing&entry=${finishedEntry}`],
  ['round', 'owner', () => `${OVER}/rounds/selection?view=result`],
  ['integrity', 'owner', () => `${SEMI}/integrity`],
  ['integrity', 'auditor', () => `${SEMI}/integrity?view=ballots`],
  ['integrity', 'owner', () => `${SEMI}/integrity?view=cases`],
  ['integrity', 'auditor', () => `${SEMI}/integrity?view=complaints`],
  ['ledger', 'auditor', () => `${SEMI}/ledger`],
  ['ledger', 'owner', () => `${OVER}/rounds/selection/ledger`],
  ['judge', 'judge1', () => `${SEMI}/judging`],
  ['judge', 'judge2', () => `${SEMI}/judging?only=pending`],
  ['results', 'owner', () => `${OVER}/results`],
  ['results', 'auditor', () => `${OVER}/results`],
  ['results', 'city', () => `${SINGER}/results`],
];

/** Both languages and both themes in turn, by the page's own switch and the system's setting; by look what was wrong. */
async function inAllLooks(page: TestPage): Promise<Record<string, string[]>> {
  const wrong: Record<string, string[]> = {};
  for (const look of ['zh light', 'zh dark', 'en dark', 'en light']) {
    const [language, colorScheme] = look.split(' ') as ['zh' | 'en', 'light' | 'dark'];
    const lang = async (): Promise<string> => page.evaluate<string>('document.documentElement.lang');
    await page.emulateMedia({colorScheme});
    if (!(await lang()).startsWith(language)) {
      // by its own click handler: a drawer that lies over the page may cover the switch
      await page
        .getByRole('button', {name: language === 'zh' ? '中文' : 'English', exact: true})
        .dispatchEvent('click');
      await settled(page);
    }
    const faults = await visibleFaults(page, namespaces);
    if (!(await lang()).startsWith(language)) faults.push(`its language is ${await lang()}`);
    if (faults.length > 0) wrong[look] = faults;
  }
  return wrong;
}

/** The built dashboard in a real browser over the whole demo. */
describe('the dashboard', () => {
  let house: DemoHouse;
  beforeAll(async () => void (house = await openDemoHouse()), 400_000);
  afterAll(() => house?.close());

  test('every page that is declared is looked at here', () => {
    const looked = new Set(['sign-in', ...pages.map(([name]) => name)]);
    expect(declared.filter((name) => !looked.has(name))).toEqual([]);
    expect(declared.length).toBeGreaterThan(10);
    expect(namespaces.length).toBeGreaterThan(8);
  });

  test('the page for signing in shows the demo accounts; choosing one and entering leads to the home page', async () => {
    const page = await house.page();
    const watch = watchPage(page);
    await page.goto(`${house.platform.url}/`);
    await settled(page);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await inAllLooks(page)).toEqual({});
    await house.choose(page, 'owner');
    await settled(page);
    expect(new URL(page.url()).pathname).toBe('/');
    expect(await watch.faults()).toEqual([]);
    await page.context().close();
  }, 60_000);

  test.each(pages.map(([name, as, address], number) => [name, as, address, number] as const))(
    '%s as %s is sound in both languages and themes',
    async (name, as, address, number) => {
      const page = await house.pageOf(as);
      const watch = watchPage(page);
      await page.goto(house.platform.url + address(house.places));
      await settled(page);
      const wrong = await inAllLooks(page);
      const going = await watch.faults();
      if (going.length > 0) wrong.going = going;
      const barred = await page.locator('.state-forbidden, .state-error').count();
      if (barred > 0) wrong.state = [await page.locator('main').innerText()];
      if (Object.keys(wrong).length > 0) await screenshot(page, `dashboard-${number}-${name}-${as}`);
      expect(wrong).toEqual({});
    },
    60_000,
  );

  test('a file of units is chosen, checked, applied, and leads to what it has added', async () => {
    const page = await house.pageOf('admin');
    await page.goto(`${house.platform.url}/organisations/imports`);
    const rows = [
      '代码,名称,上级代码,类型,层级',
      'ah.brought,带来的工会,ah.hefei,基层工会,基层单位',
      'ah.x,某会,no,企业,市级',
    ];
    const file = {name: '新工会.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n'))};
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', {name: /^(上传并检查|Upload and check)$/}).click();
    await page.getByRole('button', {name: /^(新增 1 个单位|Add 1 organisation)$/}).click({timeout: 20_000});
    const link = page.getByRole('link', {name: '带来的工会'});
    await link.waitFor({timeout: 20_000});
    await link.click();
    await page.getByRole('heading', {level: 1, name: '带来的工会'}).waitFor();
  }, 60_000);

  test('a work plays its video where it stands', async () => {
    const page = await house.pageOf('owner');
    await page.goto(`${house.platform.url}${SINGER}/works/${house.places.work}`);
    const video = page.locator('video').first();
    await video.waitFor();
    await video.evaluate((element: unknown) => Object.assign(element as Film, {muted: true}).play());
    await until('the video to run', () =>
      video.evaluate((element: unknown) => {
        const {currentTime, videoHeight} = element as Film;
        return currentTime > 0.1 && videoHeight > 0;
      }),
    );
  }, 30_000);

  test('how an entry came to its place is in the address: opened by a click, kept by a reload, closed by Back', async () => {
    const page = await house.pageOf('owner');
    await page.goto(`${house.platform.url}${OVER}/rounds/selection?view=standing`);
    await settled(page);
    const drawer = page.getByRole('dialog');
    await page.locator('main a[href*="entry="]').first().click();
    await drawer.waitFor();
    await settled(page);
    const said = await drawer.innerText();
    expect(new URL(page.url()).searchParams.get('entry')).toBe(house.places.finishedEntry);
    await page.reload();
    await drawer.waitFor();
    await settled(page);
    expect(await drawer.innerText()).toBe(said);
    await page.goBack();
    await drawer.waitFor({state: 'hidden'});
    expect(new URL(page.url()).searchParams.get('view')).toBe('standing');
  }, 60_000);

  test('a judge scores by keyboard alone; the sheet saves itself and is there after a reload', async () => {
    const page = await house.pageOf('judge3');
    const sheetsOf = async (): Promise<{done: number; total: number}> => {
      const MINE = 'query ($id: ID!) {round(id: $id) {judging {mine {done total}}}}';
      const judge = await house.as('judge3');
      return (await judge.ask<{round: {judging: {mine: {done: number; total: number}}}}>(MINE, {id: house.places.semi}))
        .round.judging.mine;
    };
    expect(await sheetsOf()).toEqual({done: 0, total: 300});
    await page.goto(`${house.platform.url}${SEMI}/judging`);
    await settled(page);
    await page.getByRole('textbox').first().focus();
    const entry = new URL(page.url()).searchParams.get('entry');
    for (const points of ['35', '27.5', '18', '９']) {
      await page.keyboard.type(points);
      await page.keyboard.press('Enter');
    }
    // the last Enter leads on to the next entry, whose sheet is empty
    await until('the next entry', async () => new URL(page.url()).searchParams.get('entry') !== entry);
    await until('the sheet to arrive', async () => (await sheetsOf()).done === 1);
    await page.goto(`${house.platform.url}${SEMI}/judging?entry=${entry}`);
    await settled(page);
    const values = page
      .getByRole('textbox')
      .evaluateAll((inputs: unknown) => (inputs as {value: string}[]).map(({value}) => value));
    expect(await values).toEqual(['35', '27.5', '18', '9']);
  }, 60_000);
});
