import {anonymous, type Caller} from '@concours/kernel/identity';
import {mobile} from '@concours/kernel/testing/mobile';
import {engines} from '@concours/kernel/testing/scratch-database';
import {mailServer, type MailServer} from '../../../../test/support/mail-server.js';
import {testVault} from '@concours/kernel/testing/vault';
import {ErrandService} from '../errands/errand.service.js';
import {Mailer, type Letter} from '../mail/mailer.js';
import {asking, PASSWORD, person} from '../../testing/people.js';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';

const INVITE = `mutation ($input: InvitationInput!) { inviteAccount(input: $input) {
  purpose mailed link expiresAt account { id name state email grants { role organisation { code } } } } }`;
const MAKE = 'mutation ($id: ID!) { makeAccountLink(accountId: $id) { purpose link expiresAt } }';
const OPEN = 'query ($token: String!) { accountLink(token: $token) { purpose accountName displayName } }';
const CHOOSE = 'mutation ($token: String!, $password: String!) { choosePassword(token: $token, password: $password) }';
const FORGOT = 'mutation ($who: String!) { requestPasswordReset(nameOrEmail: $who) }';
const nobody: Caller = {...anonymous('r'), address: '10.0.0.9'};

describe.each(engines)('a link to choose a password on %s', (engine) => {
  let scratch: Scratch;
  let admin: Caller;
  let city: Caller;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.wuhu': 'ah'});
    admin = await person(scratch, 'admin', 'ah', {PLATFORM_ADMIN: 'ah'});
    city = await person(scratch, 'city', 'ah.hefei', {UNIT_ADMIN: 'ah.hefei'});
  });
  afterEach(() => scratch.close());

  const ask = (...i: Parameters<ReturnType<typeof asking>>) => asking(scratch)(...i);
  const tokenOf = (link: string) => link.slice(link.indexOf('#token=') + 7);
  const invited = async (input: object = {}, by: Caller = city) => {
    const {inviteAccount} = (
      await ask(by, INVITE, {input: {name: 'li.si', displayName: '李四', ...input}})
    ).expectData();
    return {...inviteAccount, token: tokenOf(inviteAccount.link)};
  };
  const signIn = (name: string, password: string) =>
    scratch.service.slices.sessions.signIn({name, password, address: '10.0.0.2', device: null});
  const pass = (ms: number) => scratch.realTime.advance(ms);

  test('who is invited chooses a password and has what the invitation gave', async () => {
    const organisationId = await scratch.id('ah.hefei');
    const made = await invited({grants: [{role: 'UNIT_REPORTER', organisationId}], email: ' Li.Si@Example.CN '});
    expect(made).toMatchObject({
      purpose: 'INVITATION',
      mailed: false,
      expiresAt: '2024-05-08T01:00:00.000Z',
      link: expect.stringMatching(/^\/choose-password#token=cl_[\w-]{43}$/),
      account: {
        name: 'li.si',
        state: 'INVITED',
        email: 'l***@example.cn',
        grants: [{role: 'UNIT_REPORTER', organisation: {code: 'ah.hefei'}}],
      },
    });
    await expect(signIn('li.si', '')).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    const opened = (await ask(nobody, OPEN, {token: made.token})).expectData().accountLink;
    expect(opened).toEqual({purpose: 'INVITATION', accountName: 'li.si', displayName: '李四'});
    (await ask(nobody, CHOOSE, {token: made.token, password: PASSWORD})).expectData();
    expect((await signIn('li.si', PASSWORD)).account.state).toBe('ACTIVE');
    (await ask(nobody, CHOOSE, {token: made.token, password: `${PASSWORD} 2`})).expectRefusal('LINK_INVALID');
  });

  test('the address is the name of who was invited without one', async () => {
    expect((await invited({name: null, email: 'li.si@example.cn'})).account.name).toBe('li.si@example.cn');
    (await ask(city, INVITE, {input: {displayName: '王五'}})).expectRefusal('INPUT_INVALID');
  });

  test.each<[string, object, string]>([
    ['a role beyond one’s own', {grants: [{role: 'PLATFORM_ADMIN', organisationId: 'own'}]}, 'NOT_PERMITTED'],
    ['a role elsewhere', {grants: [{role: 'UNIT_REPORTER', organisationId: 'other'}]}, 'NOT_PERMITTED'],
    ['a place elsewhere', {organisationId: 'other'}, 'NOT_PERMITTED'],
    ['a name that is taken', {name: 'ADMIN'}, 'ACCOUNT_NAME_TAKEN'],
    ['a name that looks like another in Cyrillic letters', {name: 'с\u0456ту'}, 'ACCOUNT_NAME_TAKEN'],
    ['a display name that turns the line round', {displayName: '李\u202e四'}, 'INPUT_INVALID'],
    ['no address', {email: 'nowhere'}, 'EMAIL_INVALID'],
    ['an address with a second line', {email: 'a@b.cn\r\nBcc: c@d.cn'}, 'EMAIL_INVALID'],
  ])('nobody is invited with %s, and nothing of it stays', async (_, change, code) => {
    const places: Record<string, string> = {own: await scratch.id('ah.hefei'), other: await scratch.id('ah.wuhu')};
    const input = JSON.parse(JSON.stringify({name: 'li.si', displayName: '李四', ...change}), (key, value: unknown) =>
      key === 'organisationId' ? places[String(value)] : value,
    ) as object;
    (await ask(city, INVITE, {input})).expectRefusal(code);
    expect((await invited()).account.name).toBe('li.si');
  });

  test('a link ends after its time, and with the next one', async () => {
    const first = await invited();
    const {makeAccountLink} = (await ask(city, MAKE, {id: first.account.id})).expectData();
    expect(makeAccountLink).toMatchObject({purpose: 'INVITATION'});
    (await ask(nobody, OPEN, {token: first.token})).expectRefusal('LINK_INVALID');
    const second = tokenOf(makeAccountLink.link);
    pass(7 * 86_400_000 - 1);
    (await ask(nobody, OPEN, {token: second})).expectData();
    pass(1);
    (await ask(nobody, OPEN, {token: second})).expectRefusal('LINK_INVALID');
    (await ask(nobody, CHOOSE, {token: second, password: PASSWORD})).expectRefusal('LINK_INVALID');
  });

  test('of two who use a link at once one gets in', async () => {
    const {token} = await invited();
    const both = await Promise.all([1, 2].map((n) => ask(nobody, CHOOSE, {token, password: `${PASSWORD} ${n}`})));
    expect(both.filter(({errors}) => !errors)).toHaveLength(1);
  });

  test.each([
    ['short', '1234567', 'PASSWORD_TOO_SHORT'],
    ['of a megabyte', 'x'.repeat(1_000_000), 'PASSWORD_TOO_LONG'],
    ['everybody’s', 'Password123!', 'PASSWORD_TOO_COMMON'],
    ['a run along the keyboard', 'qwertyuiop', 'PASSWORD_TOO_COMMON'],
    ['one letter over and over', 'aaaaaaaaaa', 'PASSWORD_TOO_COMMON'],
    ['a birthday', '19880808', 'PASSWORD_TOO_COMMON'],
    ['a telephone number', mobile('00001234'), 'PASSWORD_TOO_COMMON'],
    ['the name itself', 'ZhangSanFeng1', 'PASSWORD_IS_NAME'],
  ])('a password that is %s is refused, and the link stays good', async (_, password, code) => {
    const {token} = await invited({name: 'zhang.san.feng'});
    (await ask(nobody, CHOOSE, {token, password})).expectRefusal(code);
    (await ask(nobody, CHOOSE, {token, password: '𠮷野家 は emoji 🎉 でも'})).expectData();
  });

  test('a new password ends every session of the account', async () => {
    const begun = [await signIn('city', PASSWORD), await signIn('city', PASSWORD)];
    const {makeAccountLink} = (await ask(admin, MAKE, {id: city.id})).expectData();
    expect(makeAccountLink).toMatchObject({purpose: 'RESET', expiresAt: '2024-05-01T02:00:00.000Z'});
    (await ask(nobody, CHOOSE, {token: tokenOf(makeAccountLink.link), password: 'another password'})).expectData();
    for (const {token, refreshToken} of begun) {
      expect(await scratch.service.slices.sessions.callerOf(token, 'r')).toBeNull();
      await expect(scratch.service.slices.sessions.refresh(refreshToken)).rejects.toMatchObject({
        code: 'SESSION_INVALID',
      });
    }
    await expect(signIn('city', PASSWORD)).rejects.toMatchObject({code: 'SIGN_IN_REFUSED'});
    expect((await signIn('city', 'another password')).account.id).toBe(city.id);
  });

  test('nobody makes a link into an account that holds more than they could hand out, nor into their own', async () => {
    (await ask(city, MAKE, {id: admin.id})).expectRefusal('NOT_PERMITTED');
    const below = await person(scratch, 'below', 'ah.hefei', {PLATFORM_ADMIN: 'ah'});
    (await ask(city, MAKE, {id: below.id})).expectRefusal('NOT_PERMITTED');
    (await ask(admin, MAKE, {id: admin.id})).expectRefusal('ACCOUNT_IS_YOURS');
    (await ask(nobody, MAKE, {id: city.id})).expectRefusal('NOT_SIGNED_IN');
  });

  test('a suspended account is let in by no link', async () => {
    const {token, account} = await invited();
    await scratch.service.slices.accounts.setSuspended(admin, account.id, true);
    (await ask(nobody, OPEN, {token})).expectRefusal('LINK_INVALID');
    (await ask(nobody, CHOOSE, {token, password: PASSWORD})).expectRefusal('LINK_INVALID');
  });

  test('the tables hold neither links nor addresses that could be read', async () => {
    const {token} = await invited({email: 'li.si@example.cn'});
    const tables = await Promise.all(
      ['account', 'account_link', 'errand', 'audit_row'].map((table) =>
        scratch.service.database.read.query(`SELECT * FROM ${table}`),
      ),
    );
    expect(JSON.stringify(tables)).not.toMatch(new RegExp(`example\\.cn|${token.slice(3, 20)}`));
  });
});

describe.each(engines)('letters on %s', (engine) => {
  let scratch: Scratch;
  let post: MailServer;
  let admin: Caller;
  beforeEach(async () => {
    post = await mailServer({user: 'concours', password: 'p@ss:word'});
    const mail = {smtpUrl: post.url, from: '竞赛云 <noreply@example.cn>'};
    scratch = await scratchOrganisations(engine, {mail, publicUrl: 'https://concours.example/'});
    await scratch.plant({ah: null});
    admin = await person(scratch, 'admin', 'ah', {PLATFORM_ADMIN: 'ah'});
  });
  afterEach(async () => {
    await scratch.close();
    await post.close();
  });

  const ask = (...i: Parameters<ReturnType<typeof asking>>) => asking(scratch)(...i);
  const invite = async (email = 'li.si@example.cn', name = 'li.si') =>
    (await ask(admin, INVITE, {input: {name, displayName: '李四', email}})).expectData().inviteAccount;
  const errands = () => scratch.service.slices.errands.workOff();
  const linkIn = (text: string) => /https:\/\/concours\.example\/choose-password#token=(cl_[\w-]{43})/.exec(text)?.[1];

  test('the invitation goes to who is invited and is shown to nobody else', async () => {
    expect(await invite()).toMatchObject({mailed: true, link: null});
    expect(post.letters).toEqual([]);
    await errands();
    expect(post.letters).toMatchObject([
      {from: 'noreply@example.cn', to: ['li.si@example.cn'], user: 'concours', encrypted: true},
    ]);
    const [{text}] = post.letters;
    expect(text).toContain('李四，您好');
    expect(text).toContain('An account of Concours, "li.si"');
    (await ask(nobody, CHOOSE, {token: linkIn(text), password: PASSWORD})).expectData();
    await errands();
    expect(post.letters).toHaveLength(1);
  });

  test('a mail server that is down loses nothing', async () => {
    const port = Number(new URL(post.url).port);
    await post.close();
    await invite();
    for (let round = 0; round < 3; round++) {
      await errands();
      scratch.realTime.advance(300_000);
    }
    post = await mailServer({port, user: 'concours', password: 'p@ss:word'});
    await errands();
    expect(post.letters.map(({to}) => to)).toEqual([['li.si@example.cn']]);
    expect(linkIn(post.letters[0].text)).toBeDefined();
  });

  test('a change that is rolled back sends nothing', async () => {
    const input = {name: 'admin', displayName: '李四', email: 'li.si@example.cn'};
    (await ask(admin, INVITE, {input})).expectRefusal('ACCOUNT_NAME_TAKEN');
    const organisationId = '0'.repeat(26);
    const grants = [{role: 'UNIT_REPORTER', organisationId}];
    (await ask(admin, INVITE, {input: {...input, name: 'li.si', grants}})).expectRefusal('NOT_PERMITTED');
    await errands();
    expect(post.letters).toEqual([]);
  });

  test('two instances send a letter once', async () => {
    await invite();
    const {database, log} = scratch.service;
    const other = new ErrandService(database, scratch.realTime, testVault(), log);
    const mailer = new Mailer({smtpUrl: post.url, from: 'noreply@example.cn'});
    other.teach('letter', (letter) => mailer.send(letter as Letter));
    await Promise.all([errands(), other.workOff()]);
    mailer.close();
    expect(post.letters).toHaveLength(1);
  });

  test.each(['li.si', 'LI.SI', 'li.si@example.cn', ' Li.Si@EXAMPLE.cn'])(
    '%j gets a link to a new password',
    async (who) => {
      await invite();
      await errands();
      const token = linkIn(post.letters[0].text);
      (await ask(nobody, CHOOSE, {token, password: PASSWORD})).expectData();
      expect((await ask(nobody, FORGOT, {who})).expectData()).toEqual({requestPasswordReset: true});
      await errands();
      expect(post.letters).toHaveLength(2);
      expect(post.letters[1].text).toContain('重设密码');
      (await ask(nobody, CHOOSE, {token: linkIn(post.letters[1].text), password: 'another password'})).expectData();
    },
  );

  test('who asks again and again gets one letter, and then is told to wait', async () => {
    await invite();
    for (let n = 0; n < 10; n++) (await ask(nobody, FORGOT, {who: 'li.si'})).expectData();
    (await ask(nobody, FORGOT, {who: 'li.si'})).expectRefusal('SIGN_IN_THROTTLED');
    await errands();
    expect(post.letters.filter(({text}) => text.includes('重设密码')).length).toBeLessThanOrEqual(1);
  });

  test('a request for a password answers the same and does the same whether there is such an account or not', async () => {
    await invite();
    await scratch.service.slices.accounts.create(admin, {name: 'no.address', displayName: '无', password: PASSWORD});
    await errands();
    const {read} = scratch.service.database;
    const runner = read.dataSource.createQueryRunner();
    const spy = jest.spyOn(Object.getPrototypeOf(runner) as {query(sql: string): unknown}, 'query');
    const work: unknown[] = [];
    scratch.realTime.advance(60_000);
    await ask(nobody, FORGOT, {who: 'the first from this address'});
    for (const who of ['li.si', 'nobody', 'li.si@example.cn', 'no@example.cn', 'no.address']) {
      spy.mockClear();
      const answer = await ask(nobody, FORGOT, {who});
      work.push({answer: answer.data, errors: answer.errors, statements: spy.mock.calls.map(([sql]) => sql)});
    }
    spy.mockRestore();
    await runner.release();
    expect(work).toEqual(work.map(() => ({...(work[1] as object)})));
    await errands();
    expect(post.letters.map(({to}) => to)).toEqual([['li.si@example.cn'], ['li.si@example.cn']]);
  });
});
