import {gzipSync} from 'node:zlib';
import {join} from 'node:path';
import {openDatabase} from '@concours/kernel/database';
import {until} from '../support/child.js';
import {screenshot, type TestPage} from '../support/chromium.js';
import {visibleFaults, watchPage} from '../support/page-watch.js';
import {openDemoHouse, SIZE, type DemoHouse} from './demo-house.js';

const SCREEN = {width: 1920, height: 1080};

/** The walls in a real browser: unattended, live, and honest while the platform is away. */
describe('the walls', () => {
  let house: DemoHouse;
  let tally: string, plan: string;
  beforeAll(async () => {
    house = await openDemoHouse();
    tally = `/wall/tally/${house.places.semi}`;
    plan = `/wall/plan/${house.places.plan}`;
  }, 400_000);
  afterAll(() => house?.close());

  const open = async (address: string): Promise<TestPage> => {
    const page = await house.browser.page({viewport: SCREEN, reducedMotion: 'reduce'});
    await page.goto(house.platform.url + address);
    return page;
  };
  const figure = async (page: TestPage, place: string): Promise<number> =>
    Number((await page.locator(place).first().innerText()).replace(/\D/g, ''));
  const total = (page: TestPage): Promise<number> => figure(page, '.wall-total dd');
  const events = (page: TestPage): Promise<number> => figure(page, '.plan-totals > :nth-child(3) .plan-done');
  const isLive = (page: TestPage) => async () => (await page.locator('.wall-state.is-live').count()) === 1;
  const saysItIsOld = (page: TestPage) => async () =>
    (await page.locator('.wall-old').count()) === 1 &&
    /数据延迟|连接中断/.test(await page.locator('.wall-state').innerText()) &&
    /数据停在 \d/.test(await page.locator('.wall-state').innerText());

  /** An event that a union reports today and the county approves: one more for the plan. */
  const reportEvent = async (title: string): Promise<void> => {
    const [reporter, reviewer] = [await house.as('reporter'), await house.as('reviewer')];
    const {campaign} = await reporter.ask<{campaign: {clock: string}}>('query ($id: ID!) {campaign(id: $id) {clock}}', {
      id: house.places.plan,
    });
    const heldOn = new Date(Date.parse(campaign.clock) + 8 * 3_600_000).toISOString().slice(0, 10);
    const input = {
      ...{organisationId: house.places.grassroots, title, heldOn, form: 'publicity', place: '工会驿站'},
      ...{
        content: '现场讲解网络安全知识，发放资料。',
        participants: 40,
        workersReached: 30,
        publicists: 3,
        audience: 500,
      },
      ...{enterprise: null, links: []},
    };
    const {draftReport} = await reporter.ask<{draftReport: {id: string}}>(
      'mutation ($id: ID!, $input: ReportInput!) {draftReport(campaignId: $id, input: $input) {id}}',
      {id: house.places.plan, input},
    );
    await reporter.ask('mutation ($id: ID!) {submitReport(id: $id) {state}}', {id: draftReport.id});
    await reviewer.ask('mutation ($id: ID!) {approveReport(id: $id) {state}}', {id: draftReport.id});
  };

  test.each([
    ['tally', () => tally],
    ['plan', () => plan],
  ])(
    'the %s wall is sound in both languages and themes',
    async (name, address) => {
      const wrong: Record<string, string[]> = {};
      for (const look of ['', '?lang=en', '?theme=light', '?lang=en&theme=light']) {
        const page = await house.browser.page({viewport: SCREEN, reducedMotion: 'reduce'});
        const watch = watchPage(page);
        await page.goto(house.platform.url + address() + look);
        await until('it to be live', isLive(page));
        const faults = [...(await visibleFaults(page, ['walls', 'words'])), ...(await watch.faults())];
        if (faults.length > 0) wrong[look] = faults;
        if (faults.length > 0) await screenshot(page, `wall-${name}-${look.replace(/\W/g, '-')}`);
        await page.context().close();
      }
      expect(wrong).toEqual({});
    },
    60_000,
  );

  test('both move by themselves, and the tally tells the truth again after the platform was away', async () => {
    const [votes, progress] = [await open(tally), await open(plan)];
    await until('both to be live', async () => (await isLive(votes)()) && (await isLive(progress)()));
    expect(await votes.locator('.tally-row').count()).toBe(20);
    const before = await total(votes);
    expect(before).toBeGreaterThanOrEqual(100_000);
    await until('more votes on the wall', async () => (await total(votes)) > before);
    // one more by our own report; the demo's may come on top
    const held = await events(progress);
    await reportEvent('网络安全进车间');
    await until('the event on the wall', async () => (await events(progress)) > held);

    const [lastVotes, lastEvents] = [await total(votes), await events(progress)];
    await house.restart(async () => {
      for (const page of [votes, progress]) await until('the wall to say that its data is old', saysItIsOld(page));
      expect([(await total(votes)) >= lastVotes, await events(progress)]).toEqual([true, lastEvents]);
    });
    await until('both to be live again', async () => (await isLive(votes)()) && (await isLive(progress)()));
    // what was acknowledged before the cut is counted, and the walls say what the graph says
    const TOTAL = 'query ($id: ID!) {round(id: $id) {tally {total}}}';
    const {round} = await house.platform.graph().ask<{round: {tally: {total: number}}}>(TOTAL, {id: house.places.semi});
    expect(round.tally.total).toBeGreaterThanOrEqual(lastVotes);
    await until('the wall to have caught up', async () => (await total(votes)) >= round.tally.total);
    const again = await events(progress);
    expect(again).toBeGreaterThanOrEqual(lastEvents);
    await reportEvent('网络文明讲座');
    await until('the next event on the wall', async () => (await events(progress)) > again);
    await Promise.all([votes, progress].map((page) => page.context().close()));
  }, 120_000);

  test('counts that are frozen by hand stand still on wall and page, judges are told, and go on when it is taken back', async () => {
    const wall = await open(tally);
    await until('it to be live', isLive(wall));
    const owner = await house.pageOf('owner');
    const desk = `${house.platform.url}/campaigns/anhui-singer-2024/rounds/semi-final`;
    await owner.goto(`${desk}?view=tally`);
    await owner.getByRole('button', {name: '定格票数'}).click();
    await owner.getByLabel('理由').fill('票数走势异常，先核查');
    await owner.getByRole('dialog').getByRole('button', {name: '定格票数'}).click();
    await until('the wall to be frozen', async () => /起定格/.test(await wall.locator('.wall-state').innerText()));
    const notice = (page: TestPage) => page.getByRole('heading', {name: '票数已定格'}).waitFor();
    await notice(owner);
    expect(await owner.locator('.counts-notice').innerText()).toContain('票数走势异常，先核查');
    const judge = await house.pageOf('judge1');
    await judge.goto(`${desk}/judging`);
    await notice(judge);
    // the demo votes on; nobody sees it, at any of the doors
    const still = await total(wall);
    const DOORS = `query ($id: ID!) {round(id: $id) {tally {total entries {votes}} entries(first: 200) {nodes {votes}}
      standing {rows {scores {component raw}}} votePace {perMinute}}}`;
    const asked = async (): Promise<unknown> => (await house.as('owner')).ask(DOORS, {id: house.places.semi});
    const before = await asked();
    const database = await openDatabase({
      ...{
        url: `sqlite:${join(house.platform.dataDir, 'scoring.sqlite')}`,
        name: 'scoring',
        entities: [],
        migrations: [],
      },
    });
    const stored = async (): Promise<number> =>
      Number((await database.read.query('SELECT COUNT(*) AS votes FROM vote'))[0].votes);
    const held = await stored();
    await until('more votes in the ledger', async () => (await stored()) > held);
    expect(await asked()).toEqual(before);
    expect(await total(wall)).toBe(still);
    await database.close();

    await owner.getByRole('button', {name: '恢复显示'}).click();
    await owner.getByLabel('理由').fill('核查完毕，没有问题');
    await owner.getByRole('dialog').getByRole('button', {name: '恢复显示'}).click();
    await until('the wall to go on', async () => (await total(wall)) > still);
    expect([...wall.complaints, ...owner.complaints, ...judge.complaints]).toEqual([]);
    await wall.context().close();
  }, 60_000);

  test.each([
    ['a wall without its address', '/wall/tally/nothing:at-all', '没有这块大屏'],
    ['a round without entries as yet', () => `/wall/tally/${house.places.singer}:final`, '还没有入围作品'],
  ])('%s says so in words', async (_, address, words) => {
    const page = await open(typeof address === 'string' ? address : address());
    await page.getByRole('heading', {name: words}).waitFor();
    expect(page.complaints).toEqual([]);
    await page.context().close();
  });

  test('the first page takes at most 350 KB of script, gzipped, and a wall 120 KB', async () => {
    for (const [address, most] of [
      ['/', 350_000],
      [tally, 120_000],
      [plan, 120_000],
    ] as const) {
      const page = await house.browser.page({viewport: SIZE});
      if (address === '/') await house.choose(page, 'owner');
      const fresh = await page.context().newPage();
      const reading: Promise<number>[] = [];
      fresh.on('response', (response) => {
        if (response.request().resourceType() === 'script')
          reading.push(response.body().then((body) => gzipSync(body).length));
      });
      await fresh.goto(house.platform.url + address);
      await fresh.locator('h1').first().waitFor();
      await fresh.waitForLoadState('networkidle', {timeout: 5_000}).catch(() => undefined);
      const bytes = (await Promise.all(reading)).reduce((sum, size) => sum + size, 0);
      expect([address, bytes > 10_000, bytes <= most, bytes]).toEqual([address, true, true, bytes]);
      await page.context().close();
    }
  }, 60_000);
});
