import {createHmac} from 'node:crypto';
import {until} from '../support/child.js';
import {startChromium, type TestBrowser, type TestPage} from '../support/chromium.js';
import {mailServer, type MailServer} from '../support/mail-server.js';
import {freePort} from '../support/free-port.js';
import {settled, visibleFaults} from '../support/page-watch.js';
import {startPlatform, type Platform} from '../support/platform.js';

const PASSWORD = 'a password of the journey';

/** As an app works it out, by RFC 6238 and nothing of ours. */
function codeOf(secret: string): string {
  const bits = [...secret]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Somebody is invited, comes, and looks after the account: with real mail, a real browser and tokens of five seconds. */
describe('somebody new', () => {
  let post: MailServer;
  let platform: Platform;
  let browser: TestBrowser;
  let page: TestPage;
  let adminToken: string;

  beforeAll(async () => {
    const port = await freePort();
    post = await mailServer();
    const env = {
      SMTP_URL: post.url,
      MAIL_FROM: 'noreply@example.cn',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TOKEN_SECONDS: '5',
    };
    [platform, browser] = await Promise.all([startPlatform({demo: 'off', port, env}), startChromium()]);
    page = await browser.page({viewport: {width: 1280, height: 800}, reducedMotion: 'reduce', colorScheme: 'light'});
    const code = /set-up code (\S+)/.exec(platform.output())?.[1];
    const setUp = `mutation ($code: String!) { setUp(code: $code, name: "first", password: "${PASSWORD}",
      displayName: "管理员", organisationCode: "ah", organisationNameZh: "安徽省总工会") { id } }`;
    await platform.graph().ask(setUp, {code});
    adminToken = (
      await platform
        .graph()
        .ask<{signIn: {token: string}}>(`mutation { signIn(name: "first", password: "${PASSWORD}") { token } }`)
    ).signIn.token;
  }, 180_000);
  afterAll(async () => {
    await browser?.stop();
    await platform?.stop();
    await post?.close();
  });

  const letter = async (n: number) => (await until(`letter ${n}`, async () => post.letters[n - 1])).text;
  const linkIn = (text: string) => /http:\S+#token=\S+/.exec(text)![0];
  const path = () => new URL(page.url()).pathname;
  const fill = async (label: string, text: string) => page.getByLabel(label, {exact: true}).fill(text);
  const sound = async () => {
    await settled(page);
    expect(await visibleFaults(page, ['session', 'mine'])).toEqual([]);
  };

  test('gets a letter, chooses a password behind its link, and is in', async () => {
    const invite = `mutation { inviteAccount(input: {name: "li.si", displayName: "李四", email: "li.si@example.cn"}) { mailed link } }`;
    const made = await platform.graph(adminToken).ask<{inviteAccount: object}>(invite);
    expect(made.inviteAccount).toEqual({mailed: true, link: null});
    await page.goto(linkIn(await letter(1)));
    await page.getByText('李四，欢迎。您的账号是“li.si”。').waitFor();
    expect(page.url()).not.toContain('#');
    await sound();
    await fill('新密码', PASSWORD);
    await fill('再输入一次', PASSWORD);
    await page.getByRole('button', {name: '保存密码并登录'}).click();
    await page.waitForURL((url) => url.pathname === '/');
  }, 60_000);

  test('notices nothing of tokens that last five seconds, and no script sees one', async () => {
    const token = async () => (await page.context().cookies()).find(({name}) => name === 'concours_session')?.value;
    const first = await token();
    await until('a renewed token', async () => (await token()) !== first && (await token()));
    const second = await token();
    await until('another one', async () => (await token()) !== second && (await token()));
    await page.goto(`${platform.url}/my-account`);
    await page.getByRole('heading', {name: '我的账号'}).waitFor();
    const readable = await page.evaluate<string>(
      'JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])',
    );
    expect(readable).not.toMatch(/c[a-z]_[\w-]{20}/);
    for (const cookie of await page.context().cookies())
      expect(cookie).toMatchObject({httpOnly: true, sameSite: 'Strict'});
  }, 60_000);

  test('comes back after the token has run out while no page was open', async () => {
    await page.goto('about:blank');
    const api = platform.graph(undefined);
    const cookie = (await page.context().cookies()).find(({name}) => name === 'concours_session')!.value;
    await until('the end of the token', async () => {
      const {errors} = await api.send('{ viewer { kind } }');
      expect(errors).toBeUndefined();
      return (await platform.graph(cookie).send('{ viewer { kind } }')).status === 401;
    });
    await page.goto(`${platform.url}/my-account`);
    await page.getByRole('heading', {name: '我的账号'}).waitFor();
  }, 60_000);

  let recovery: string;
  test('sets up a second step, which signing in asks for from then on', async () => {
    await page.getByRole('button', {name: '启用两步验证'}).click();
    await page.locator('.mine-form').filter({hasText: '先输入当前密码'}).getByLabel('当前密码').fill(PASSWORD);
    await page.getByRole('button', {name: '下一步'}).click();
    await page.locator('.qr-code').waitFor();
    await sound();
    const secret = (await page.locator('.factor-secret').innerText()).replace(/\s/g, '');
    await fill('验证码', codeOf(secret));
    await page.getByRole('button', {name: '确认并启用'}).click();
    await page.locator('.recovery-codes li').first().waitFor();
    await sound();
    [recovery] = (await page.locator('.recovery-codes').innerText()).split('\n') as [string];
    await page.getByRole('button', {name: '我已保存'}).click();
    await page.getByText('还有 10 个恢复码可用').waitFor();

    await page.goto(`${platform.url}/`);
    await page.locator('.account-button').click();
    await page.getByRole('menuitem', {name: '退出登录'}).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    await fill('账号', 'li.si');
    await fill('密码', PASSWORD);
    await page.getByRole('button', {name: '登录平台'}).click();
    await page.getByRole('heading', {name: '两步验证'}).waitFor();
    await sound();
    await fill('验证码', '000000');
    await page.getByRole('button', {name: '验证并登录'}).click();
    await page.getByText('验证码不正确').waitFor();
    await fill('验证码', recovery);
    await page.getByRole('button', {name: '验证并登录'}).click();
    await page.waitForURL((url) => url.pathname === '/');
  }, 60_000);

  test('is told when the session was ended elsewhere, and comes back where it was', async () => {
    await page.goto(`${platform.url}/my-account`);
    await page.getByRole('heading', {name: '我的账号'}).waitFor();
    const reset = await page.evaluate<number>(
      `fetch('/graphql', {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({query: '{ mySessions { id current } }'})}).then((r) => r.json()).then(({data}) => data.mySessions.length)`,
    );
    expect(reset).toBeGreaterThan(0);
    await platform.graph().ask('mutation { requestPasswordReset(nameOrEmail: "li.si@example.cn") }');
    const link = linkIn(await letter(2));
    const token = link.slice(link.indexOf('#token=') + 7);
    const choose =
      'mutation ($token: String!, $password: String!) { choosePassword(token: $token, password: $password) }';
    await platform.graph().ask(choose, {token, password: `${PASSWORD} 2`});
    await page.getByText('登录已过期，请重新登录').waitFor();
    expect(path()).toBe('/sign-in');
    expect(new URL(page.url()).searchParams.get('to')).toBe('/my-account');
    await sound();
  }, 60_000);

  test('reaches nothing by a link that was used', async () => {
    await page.goto(linkIn(await letter(2)));
    await page.getByRole('heading', {name: '这个链接不能用了'}).waitFor();
    await sound();
  });
});
