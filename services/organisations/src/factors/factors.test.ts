import {anonymous, type Caller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {Secret, TOTP} from 'otpauth';
import {asking, PASSWORD, person} from '../../testing/people.js';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {recoveryCode, recoveryCodeOf, totpCodeOf} from './recovery.rules.js';

const BEGIN = 'mutation ($p: String!) { beginSecondFactor(password: $p) { uri secret } }';
const CONFIRM = 'mutation ($code: String!) { confirmSecondFactor(code: $code) }';
const END = 'mutation ($p: String!, $code: String!) { endSecondFactor(password: $p, code: $code) { secondFactor } }';
const TAKE_AWAY = 'mutation ($id: ID!) { takeAwaySecondFactor(accountId: $id) { secondFactor } }';
const SIGN_IN = 'mutation ($p: String!) { signIn(name: "mei", password: $p) { token } }';
const COMPLETE =
  'mutation ($challenge: String!, $code: String!) { completeSignIn(challenge: $challenge, code: $code) { token viewer { name } } }';
const MINE = '{ viewer { account { secondFactor recoveryCodesLeft } } }';
const nobody: Caller = {...anonymous('r'), address: '10.0.0.9'};

describe.each(engines)('a second factor on %s', (engine) => {
  let scratch: Scratch;
  let mei: Caller;
  let totp: TOTP;
  let codes: string[];
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah'});
    mei = await person(scratch, 'mei', 'ah.hefei');
  });
  afterEach(() => scratch.close());

  const ask = (...i: Parameters<ReturnType<typeof asking>>) => asking(scratch)(...i);
  const pass = (seconds: number) => scratch.realTime.advance(seconds * 1_000);
  const codeAt = (secondsFromNow = 0) =>
    totp.generate({timestamp: scratch.realTime.now().getTime() + secondsFromNow * 1_000});
  const begin = async () => {
    const {uri, secret} = (await ask(mei, BEGIN, {p: PASSWORD})).expectData().beginSecondFactor;
    totp = new TOTP({secret: Secret.fromBase32(secret)});
    return uri as string;
  };
  const setUp = async () => {
    await begin();
    codes = (await ask(mei, CONFIRM, {code: codeAt()})).expectData().confirmSecondFactor;
    pass(30);
  };
  const challenged = async () => {
    const {errors} = await ask(nobody, SIGN_IN, {p: PASSWORD});
    expect(errors?.[0].extensions?.code).toBe('SECOND_FACTOR_NEEDED');
    return (errors?.[0].extensions?.facts as {challenge: string}).challenge;
  };
  const complete = (challenge: string, code: string) => ask(nobody, COMPLETE, {challenge, code});

  test('counts from its confirmation on, and gives ten recovery codes once', async () => {
    expect(await begin()).toMatch(/^otpauth:\/\/totp\/Concours:mei\?issuer=Concours&secret=[A-Z2-7]{32}&/);
    (await ask(nobody, SIGN_IN, {p: PASSWORD})).expectData();
    const wrong = codeAt() === '000000' ? '000001' : '000000';
    (await ask(mei, CONFIRM, {code: wrong})).expectRefusal('SECOND_FACTOR_REFUSED');
    const given = (await ask(mei, CONFIRM, {code: codeAt()})).expectData().confirmSecondFactor as string[];
    expect(new Set(given).size).toBe(10);
    expect(given.every((code) => /^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/.test(code))).toBe(true);
    expect((await ask(mei, MINE)).expectData().viewer.account).toEqual({secondFactor: true, recoveryCodesLeft: 10});
    (await ask(mei, CONFIRM, {code: codeAt()})).expectRefusal('SECOND_FACTOR_ON');
    (await ask(mei, BEGIN, {p: PASSWORD})).expectRefusal('SECOND_FACTOR_ON');
  });

  test('is asked for after the password, in any width', async () => {
    await setUp();
    const code = codeAt().replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    const {completeSignIn} = (await complete(await challenged(), ` ${code.slice(0, 3)} ${code.slice(3)}`)).expectData();
    expect(completeSignIn.viewer.name).toBe('mei');
    expect(await scratch.service.slices.sessions.callerOf(completeSignIn.token, 'r')).toMatchObject({id: mei.id});
    (await ask(nobody, SIGN_IN, {p: 'wrong'})).expectRefusal('SIGN_IN_REFUSED');
  });

  test.each([
    ['the span before', -30, true],
    ['the span after', 30, true],
    ['two spans before', -60, false],
    ['two spans after', 60, false],
  ])('takes a code of %s: %d s, %s', async (_, from, right) => {
    await setUp();
    pass(90);
    const answer = await complete(await challenged(), codeAt(from));
    if (right) answer.expectData();
    else answer.expectRefusal('SECOND_FACTOR_REFUSED');
  });

  test('no code counts twice, nor an older one after it', async () => {
    await setUp();
    pass(30);
    const code = codeAt();
    const both = await Promise.all([complete(await challenged(), code), complete(await challenged(), code)]);
    expect(both.filter(({errors}) => !errors)).toHaveLength(1);
    (await complete(await challenged(), code)).expectRefusal('SECOND_FACTOR_REFUSED');
    (await complete(await challenged(), codeAt(-30))).expectRefusal('SECOND_FACTOR_REFUSED');
    pass(30);
    (await complete(await challenged(), codeAt())).expectData();
  });

  test('each recovery code counts once, however it is typed', async () => {
    await setUp();
    const typed = codes[0].toLowerCase().replaceAll('-', ' ');
    (await complete(await challenged(), typed)).expectData();
    (await complete(await challenged(), codes[0])).expectRefusal('SECOND_FACTOR_REFUSED');
    (await complete(await challenged(), codes[1])).expectData();
    expect((await ask(mei, MINE)).expectData().viewer.account.recoveryCodesLeft).toBe(8);
  });

  test('a challenge bears five codes and five minutes, and is met once', async () => {
    await setUp();
    const first = await challenged();
    for (let n = 0; n < 5; n++) (await complete(first, 'abc')).expectRefusal('SECOND_FACTOR_REFUSED');
    (await complete(first, codeAt())).expectRefusal('SIGN_IN_CHALLENGE_OVER');
    const second = await challenged();
    pass(300);
    (await complete(second, codeAt())).expectRefusal('SIGN_IN_CHALLENGE_OVER');
    const third = await challenged();
    (await complete(third, codeAt())).expectData();
    (await complete(third, codes[0])).expectRefusal('SIGN_IN_CHALLENGE_OVER');
    (await complete(`cc_${'x'.repeat(43)}`, codeAt())).expectRefusal('SIGN_IN_CHALLENGE_OVER');
  });

  test('guesses at codes are counted over all challenges', async () => {
    await setUp();
    const outcomes: string[] = [];
    for (let n = 0; n < 4; n++) {
      const challenge = await challenged();
      for (let guess = 0; guess < 4; guess++) {
        const {errors} = await complete(challenge, `00000${guess}`);
        outcomes.push(String(errors?.[0].extensions?.code));
      }
    }
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('SECOND_FACTOR_REFUSED'));
    expect(outcomes.slice(10)).toEqual(Array(6).fill('SIGN_IN_THROTTLED'));
  });

  test('ends with the password and a code, not with one of them', async () => {
    await setUp();
    (await ask(mei, END, {p: 'wrong password', code: codeAt()})).expectRefusal('PASSWORD_WRONG');
    (await ask(mei, END, {p: PASSWORD, code: '12345'})).expectRefusal('SECOND_FACTOR_REFUSED');
    expect((await ask(mei, END, {p: PASSWORD, code: codeAt()})).expectData().endSecondFactor).toEqual({
      secondFactor: false,
    });
    (await ask(nobody, SIGN_IN, {p: PASSWORD})).expectData();
    const left = await scratch.service.database.read.query<unknown[]>('SELECT * FROM recovery_code');
    expect(left).toEqual([]);
  });

  test('is taken away by who administers the account, from nobody who holds more, and the trail says so', async () => {
    await setUp();
    const city = await person(scratch, 'city', 'ah.hefei', {UNIT_ADMIN: 'ah.hefei'});
    const elsewhere = await person(scratch, 'other', 'ah', {UNIT_REPORTER: 'ah'});
    (await ask(elsewhere, TAKE_AWAY, {id: mei.id})).expectRefusal('NOT_PERMITTED');
    (await ask(mei, TAKE_AWAY, {id: mei.id})).expectRefusal('NOT_PERMITTED');
    expect((await ask(city, TAKE_AWAY, {id: mei.id})).expectData().takeAwaySecondFactor).toEqual({secondFactor: false});
    (await ask(city, TAKE_AWAY, {id: mei.id})).expectRefusal('SECOND_FACTOR_OFF');
    const rows = await scratch.service.database.read.query<{action: string; callerId: string}[]>(
      "SELECT action, callerId FROM audit_row WHERE action = 'takeAwaySecondFactor'",
    );
    expect(rows).toEqual([{action: 'takeAwaySecondFactor', callerId: city.id}]);
    (await ask(nobody, SIGN_IN, {p: PASSWORD})).expectData();
  });

  test('only its owner sees how many codes are left', async () => {
    await setUp();
    const admin = await person(scratch, 'admin', 'ah', {PLATFORM_ADMIN: 'ah'});
    const query = 'query ($id: ID!) { account(id: $id) { secondFactor recoveryCodesLeft } }';
    expect((await ask(admin, query, {id: mei.id})).expectData().account).toEqual({
      secondFactor: true,
      recoveryCodesLeft: null,
    });
  });

  test('the tables give neither the secret nor a code away', async () => {
    await setUp();
    const tables = await Promise.all(
      ['second_factor', 'recovery_code', 'audit_row'].map((table) =>
        scratch.service.database.read.query(`SELECT * FROM ${table}`),
      ),
    );
    const text = JSON.stringify(tables);
    expect(text).not.toContain(totp.secret.base32);
    for (const code of codes) expect(text).not.toMatch(new RegExp(`${code}|${code.replaceAll('-', '')}`));
  });
});

test.each([
  ['ABCD-EFGH-JKMN', 'ABCDEFGHJKMN'],
  ['ａｂｃｄ efgh–jkmn', 'ABCDEFGHJKMN'],
  ['ABCD-EFGH-JKM0', null],
  ['123456', null],
  ['', null],
])('%j is the recovery code %j', (text, code) => expect(recoveryCodeOf(text)).toBe(code));

test.each([
  ['123456', '123456'],
  [' １２３ ４５６ ', '123456'],
  ['12345', null],
  ['1234567', null],
  ['١٢٣٤٥٦', null],
  ['1e5000', null],
])('%j is the code %j', (text, code) => expect(totpCodeOf(text)).toBe(code));

test('a recovery code is made of letters that are not taken for one another', () => {
  let next = 0;
  expect(recoveryCode((below) => next++ % below)).toBe('ABCD-EFGH-JKMN');
});
