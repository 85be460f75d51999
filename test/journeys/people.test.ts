import {readFileSync} from 'node:fs';
import path from 'node:path';
import {until} from '../support/child.js';
import {startChromium, type TestBrowser, type TestPage} from '../support/chromium.js';
import {settled, watchPage} from '../support/page-watch.js';
import {openHouse, PASSWORD, type House, type OrganisationRow} from './house.js';

/** The notice has only the first two thirds of September for the final; here its owner has written the days down. */
const definition = readFileSync(
  path.resolve(__dirname, '../../services/campaigns/definitions/anhui-singer-2024.yaml'),
  'utf8',
)
  .replace('from: 2024-09-early', 'from: 2024-09-01')
  .replace('until: 2024-09-mid', 'until: 2024-09-20');
const cities =
  'hefei huaibei bozhou suzhou bengbu fuyang huainan chuzhou luan maanshan wuhu xuancheng tongling chizhou anqing huangshan'.split(
    ' ',
  );
const unit = (code: string, kind: string, level: string, parentCode = 'ah'): OrganisationRow => ({
  ...{code, parentCode, kind, level},
  nameZh: `单位 ${code}`,
});

const hrefs = (links: unknown) =>
  (links as {getAttribute(name: string): string}[]).map((link) => link.getAttribute('href'));

/** A role from the first click to the last, in a real browser: given, used, explained, taken away, and found in the trail. */
describe('people and what they may do', () => {
  let house: House;
  let browser: TestBrowser;
  let admin: TestPage;
  let person: TestPage;
  let accountId: string;
  let campaignId: string;
  const end = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const at = (page: TestPage, address: string) => page.goto(`${house.platform.url}${address}`);
  const text = async (page: TestPage): Promise<string> => page.locator('main').innerText();

  beforeAll(async () => {
    [house, browser] = await Promise.all([
      openHouse('2024-06-25T09:00:00+08:00', 'sqlite', {site: true}),
      startChromium(),
    ]);
    await house.organise([
      unit('ah', 'FEDERATION', 'PROVINCE', 'acftu'),
      unit('ah.sports-association', 'ASSOCIATION', 'PROVINCE'),
      unit('ah.culture-company', 'COMPANY', 'UNIT'),
      unit('ah.news-portal', 'MEDIA', 'UNIT'),
      ...cities.map((city) => unit(`ah.${city}`, 'FEDERATION', 'CITY')),
      unit('ah.guangde', 'FEDERATION', 'DIRECT_COUNTY'),
      unit('ah.member', 'COMPANY', 'UNIT'),
    ]);
    const APPLY = 'mutation ($source: String!) {applyDefinition(source: $source) {id}}';
    const applied = await house.admin.ask<{applyDefinition: {id: string}}>(APPLY, {source: definition});
    campaignId = applied.applyDefinition.id;
    admin = await signedIn('admin');
  }, 120_000);
  afterAll(async () => {
    await browser?.stop();
    await house?.close();
  });

  async function signedIn(name: string): Promise<TestPage> {
    const page = await browser.page({reducedMotion: 'reduce'});
    await at(page, '/sign-in');
    await page.locator('input[autocomplete=username]').fill(name);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    return page;
  }
  /** Chooses in a field of the library's, by what the field is called. */
  async function choose(page: TestPage, label: string, typed: string, option: RegExp): Promise<void> {
    const field = page.getByLabel(label, {exact: true}).last();
    // what is chosen lies over the field it is typed into
    await field.click({force: true});
    await field.pressSequentially(typed);
    await page.getByRole('option', {name: option}).first().click();
  }

  test('an administrator gives a role at a city, within one campaign, with an end', async () => {
    const CREATE = 'mutation ($input: AccountInput!) {createAccount(input: $input) {id}}';
    const input = {name: 'miao', displayName: '何苗', password: PASSWORD, organisationId: house.idOf('ah.hefei')};
    accountId = (await house.admin.ask<{createAccount: {id: string}}>(CREATE, {input})).createAccount.id;
    const watch = watchPage(admin);
    await at(admin, '/accounts?search=miao');
    await admin.getByRole('link', {name: '何苗'}).click();
    await admin.waitForURL(`**/accounts/${accountId}`);
    await admin.getByRole('button', {name: '授予角色'}).click();
    const form = admin.getByRole('dialog');
    await form.locator('.el-radio', {hasText: '单位管理员'}).click();
    await choose(admin, '在哪个单位', 'hefei', /单位 ah\.hefei/);
    await choose(admin, '限于哪个活动', '', /歌手/);
    await form.getByLabel('有效至').fill(end);
    await form.getByLabel('有效至').press('Enter');
    await form.getByText(/何苗将成为单位 ah\.hefei的单位管理员，仅限.*歌手.*，至/).waitFor();
    await form.getByRole('button', {name: '授予单位管理员'}).click();
    await admin.getByRole('rowheader', {name: '单位管理员'}).waitFor();
    const GRANTS =
      'query ($id: ID!) {account(id: $id) {grants {role campaignId trackKey until organisation {code} grantor}}}';
    const {account} = await house.admin.ask<{account: {grants: {until: string}[]}}>(GRANTS, {id: accountId});
    expect(account.grants).toEqual([
      {
        ...{role: 'UNIT_ADMIN', campaignId, trackKey: null, organisation: {code: 'ah.hefei'}, grantor: '管理员'},
        until: expect.stringContaining(`${end}T15:59:59.999`),
      },
    ]);
    expect(await watch.faults()).toEqual([]);
  }, 60_000);

  test('that person signs in and sees the works of the city in that campaign, and nobody’s account', async () => {
    person = await signedIn('miao');
    await at(person, '/campaigns/anhui-singer-2024/works');
    await settled(person);
    expect(await person.locator('main h1').innerText()).toContain('作品');
    expect(await person.locator('.state-forbidden, .state-error').count()).toBe(0);
    expect(await person.locator('nav.side a').evaluateAll(hrefs)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/(accounts|audit)/)]),
    );
    await at(person, '/accounts');
    await person.locator('.state-forbidden').waitFor();
    await at(person, '/campaigns/anhui-singer-2024/works');
    await settled(person);
  }, 60_000);

  test('the page says what they can do, and why; and of what not, who could change it', async () => {
    const ask = (what: string, more: string) => `/accounts/${accountId}?view=can&ask=${what}&${more}`;
    await at(admin, ask('work.recommend', `in=${campaignId}&at=${house.idOf('ah.hefei')}`));
    const verdict = admin.locator('.verdict');
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(/能[\s\S]*凭单位管理员（单位 ah\.hefei，.*歌手.*，至/);
    await at(admin, ask('work.recommend', `in=${campaignId}&at=${house.idOf('ah.wuhu')}`));
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(/不能[\s\S]*到达不了这里[\s\S]*可以授予的人[\s\S]*管理员/);
    await at(admin, ask('work.recommend', `at=${house.idOf('ah.hefei')}`));
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(/不能[\s\S]*但只限于/);
    // a row for each permission, and what the role does not bring apart from it
    const table = admin.locator('.can-table');
    expect(await table.innerText()).toContain('推荐作品');
    expect(await table.innerText()).not.toContain('封存结果');
  }, 60_000);

  test('taking it away says what is lost, and counts in the tab that is open', async () => {
    await at(admin, `/accounts/${accountId}`);
    await admin.getByRole('button', {name: /^收回何苗的/}).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText('推荐作品').waitFor();
    await dialog.getByRole('button', {name: '收回'}).click();
    await admin.getByText('还没有任何授权').waitFor();
    // by a click within the page: nothing of it is loaded anew
    await until('the works to be gone in the open tab', async () => {
      await person.locator('nav.side a[href="/"]').first().click();
      await person.locator('a[href$="/campaigns/anhui-singer-2024"]').first().click();
      await person.locator('nav.side a[href$="/works"]').click();
      await settled(person);
      return (await person.locator('.state-forbidden').count()) > 0 || /还没有|没有/.test(await text(person));
    });
    const CAN = '{viewer {grants {id}}}';
    const mine = await person.evaluate(
      `fetch('/graphql', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({query: '${CAN}'})}).then((answer) => answer.json())`,
    );
    expect(mine).toEqual({data: {viewer: {grants: []}}});
  }, 60_000);

  test('the trail shows all of it, newest first, each opened to what changed', async () => {
    await until('the rows to be sealed and gathered', async () => {
      await at(admin, `/audit?subject=&actions=createAccount,grantRole,revokeGrant`);
      await settled(admin);
      return (await admin.locator('.trail-row').count()) >= 3;
    });
    const rows = await admin.locator('.trail-row').allInnerTexts();
    const mine = rows.filter((row) => row.includes('管理员')).map((row) => row.replace(/\s+/g, ' '));
    expect(mine[0]).toMatch(/管理员 .*收回角色/);
    expect(mine[1]).toMatch(/管理员 .*授予角色/);
    expect(mine[2]).toMatch(/管理员 .*创建账号 .*何苗/);
    await admin.locator('.trail-row').first().click();
    const detail = admin.locator('.trail-detail');
    await detail.getByText('何苗').waitFor();
    expect(await detail.innerText()).toMatch(/角色\s+单位管理员/);
    expect(new URL(admin.url()).searchParams.get('row')).not.toBeNull();
    // the address brings the filter and the opened row back
    await admin.reload();
    await detail.getByText('何苗').waitFor();
  }, 90_000);
});
