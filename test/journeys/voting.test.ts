import type {Route} from 'playwright-core';
import {until} from '../support/child.js';
import {screenshot, type TestPage} from '../support/chromium.js';
import {visibleFaults} from '../support/page-watch.js';
import {openDemoHouse, type DemoHouse} from './demo-house.js';

const NAMES = ['vote', 'ledger', 'graph', 'words'];
const ADDRESS = '/vote/anhui-singer-2024/semi-final';

/** From a telephone to the ledger, in a real browser against the whole platform. */
describe('voting on a telephone', () => {
  let house: DemoHouse;
  beforeAll(async () => (house = await openDemoHouse()), 400_000);
  afterAll(() => house?.close());

  const telephone = async (): Promise<TestPage> => {
    const page = await house.browser.page({
      viewport: {width: 360, height: 740},
      ...{isMobile: true, hasTouch: true, reducedMotion: 'reduce', colorScheme: 'light'},
    });
    await page.goto(house.platform.url + ADDRESS);
    await page.locator('.vote-entry').first().waitFor();
    return page;
  };
  const comeIn = async (page: TestPage): Promise<void> => {
    await page.getByRole('button', {name: '以演示投票人身份投票'}).tap();
    await page.getByText('今天还可投 10 票').waitFor();
  };
  const choose = async (page: TestPage, ...places: number[]): Promise<void> => {
    for (const place of places) await page.locator('.vote-entry').nth(place).getByRole('button').tap();
  };
  const handIn = async (page: TestPage): Promise<void> => {
    await page.getByRole('button', {name: '核对并投票'}).tap();
    await page.locator('.vote-sheet .primary').tap();
  };
  const isCast = (route: Route): boolean => (route.request().postData() ?? '').includes('castBallot');
  const requestIdOf = (route: Route): string =>
    (JSON.parse(route.request().postData() ?? '{}') as {variables: {input: {requestId: string}}}).variables.input
      .requestId;
  const kept = (page: TestPage): Promise<{receipt: string}[]> =>
    page.evaluate<{receipt: string}[]>(
      `JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith('.receipts')) ?? '') ?? '[]')`,
    );

  it('is done in a few touches, once, within the limits, and found in the ledger', async () => {
    const page = await telephone();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await comeIn(page);
    await choose(page, 0, 2, 4);
    expect(await visibleFaults(page, NAMES)).toEqual([]);
    await handIn(page);
    await page.getByText('3 票已计入').waitFor();
    await page.getByText('今天还可投 7 票').waitFor();
    // each singer may have one of them a day
    expect(await page.locator('.vote-entry').nth(0).locator('.vote-not').textContent()).toBe('已投');
    expect(await page.locator('.vote-entry').nth(0).getByRole('button').count()).toBe(0);

    await page.getByRole('link', {name: '查看回执'}).tap();
    await page.getByRole('button', {name: '在账本中核对'}).tap();
    await until('the ballot to be sealed', async () => {
      const said = await page.locator('.vote-found').innerText();
      if (/已封存|已在账本中/.test(said)) return true;
      await page.getByRole('button', {name: '在账本中核对'}).tap();
      return false;
    });
    expect(await visibleFaults(page, NAMES)).toEqual([]);
    expect((await kept(page)).map(({receipt}) => receipt.slice(0, 4))).toEqual(['CB1.']);
    await screenshot(page, 'voting-mine');
    expect(page.complaints).toEqual([]);
  }, 120_000);

  it('counts a ballot once whose answer is lost, also when the page is closed before there is one', async () => {
    const page = await telephone();
    await comeIn(page);
    await choose(page, 1, 3);
    const sent: string[] = [];
    let losing = true;
    await page.context().route('**/graphql', async (route) => {
      if (!isCast(route)) return route.continue();
      sent.push(requestIdOf(route));
      if (!losing) return route.continue();
      // it reaches the platform and is counted: the answer never comes back
      await route.fetch();
      return route.abort('connectionreset');
    });
    await handIn(page);
    await page.getByText('还没有收到答复').waitFor();
    await until('a second try', () => Promise.resolve(sent.length >= 2));
    await page.reload();
    await page.getByText('还没有收到答复').waitFor();
    losing = false;
    await page.getByRole('button', {name: '立即重试'}).tap();
    await page.getByText('2 票已计入').waitFor();
    await page.getByText('没有重复计票').waitFor();
    await page.getByText('今天还可投 8 票').waitFor();
    expect([sent.length >= 3, new Set(sent).size]).toEqual([true, 1]);
    expect((await kept(page)).length).toBe(1);
  }, 120_000);

  it('does not send a ballot that waits as somebody else’s', async () => {
    const page = await telephone();
    await comeIn(page);
    await choose(page, 0);
    await page.context().route('**/graphql', (route) => (isCast(route) ? route.abort() : route.continue()));
    await handIn(page);
    await page.getByText('还没有收到答复').waitFor();
    await page.context().clearCookies({name: 'concours_voter'});
    await page.context().unroute('**/graphql');
    await page.reload();
    await page.getByText('请重新确认身份，它会自动提交').waitFor();
    await page.getByRole('button', {name: '以演示投票人身份投票'}).tap();
    await page.getByText('不会以您的身份提交').waitFor();
    await page.getByRole('button', {name: '删除那张选票'}).tap();
    await page.getByText('今天还可投 10 票').waitFor();
    expect(await kept(page)).toEqual([]);
  }, 120_000);

  it('holds the limits before the platform has to', async () => {
    const page = await telephone();
    await comeIn(page);
    await choose(page, ...Array.from({length: 10}, (_, place) => place));
    const eleventh = page.locator('.vote-entry').nth(10).getByRole('button');
    expect(await eleventh.isDisabled()).toBe(true);
    await handIn(page);
    await page.getByText('10 票已计入').waitFor();
    await page.getByText('今天的票已投完').waitFor();
    expect(await page.locator('.vote-choose').count()).toBe(0);
    expect(await page.locator('.vote-bar').count()).toBe(0);
  }, 120_000);

  it('shows the work itself, finds one among three hundred, and speaks English by keyboard alone', async () => {
    const page = await telephone();
    await page.getByRole('searchbox').fill('287');
    await until('the one found', async () => (await page.locator('.vote-entry').count()) === 1);
    await page.locator('.vote-entry-link').tap();
    await page.locator('.vote-work video').waitFor();
    expect(await page.locator('.vote-work .vote-number').innerText()).toBe('287');
    await page.goBack();
    await until('the list as it was', async () => (await page.getByRole('searchbox').inputValue()) === '287');
    await page.getByRole('button', {name: 'English'}).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: 'Vote as a demo voter'}).focus();
    await page.keyboard.press('Enter');
    await page.getByText('10 votes left today').waitFor();
    await page.getByRole('button', {name: /^Choose/}).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', {name: 'Check and vote'}).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: 'Cast 1 vote'}).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 vote counted').waitFor();
    expect(await visibleFaults(page, NAMES)).toEqual([]);
  }, 120_000);

  it('says that there is no vote where the address names none', async () => {
    const page = await house.browser.page({viewport: {width: 360, height: 740}});
    for (const address of ['/vote', '/vote/anhui-singer-2024/nowhere']) {
      await page.goto(house.platform.url + address);
      await page.getByText('这里没有投票').waitFor();
    }
  });
});
