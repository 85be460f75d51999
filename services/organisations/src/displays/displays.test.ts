import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {hashOf} from '../token.js';
import {Display} from './display.js';
import {DisplayPairing} from './pairing.js';
import {codeOf, newCode} from './pairing.rules.js';
import type {WallAddress} from './wall.js';

const plan: WallAddress = {kind: 'PLAN', subject: newId()};

describe('a code for people', () => {
  test('has eight characters none of which is taken for another', () => {
    let at = 0;
    const codes = Array.from({length: 500}, () => newCode((below) => at++ % below));
    expect(codes.every((code) => /^[A-Z0-9]{8}$/.test(code) && !/[0O1IL2Z5S8BUV]/.test(code))).toBe(true);
  });

  test.each([
    ['ACDE3479', 'ACDE3479'],
    ['acde 3479', 'ACDE3479'],
    ['ＡＣＤＥ－３４７９', 'ACDE3479'],
    [' acde-3479\n', 'ACDE3479'],
    ['ACDE347', null],
    ['ACDE34799', null],
    ['ACDE347O', null],
    ["' OR 1=1", null],
    ['x'.repeat(1_000_000), null],
  ])('typed as %j it is %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });
});

describe.each(engines)('a screen, on %s', (engine) => {
  let scratch: Scratch;
  let admin: Caller;
  let organisationId: string;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah'});
    admin = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah.hefei')));
    organisationId = await scratch.id('ah.hefei');
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const pair = (code: string, by: Caller = admin, wall = plan) =>
    slices().pairings.pair(by, {code, name: ' 一楼大厅 ', organisationId, wall});
  const tokenOf = async (secret: string): Promise<string> => {
    const state = await slices().pairings.state(secret);
    if (state.state !== 'PAIRED') throw new Error(state.state);
    return state.token;
  };
  const callerOf = (token: string) => slices().identity.resolve({token}, 'r');

  test('shows a code, is told what it is, and gets its token by a secret that nobody else has', async () => {
    const {code, secret} = await slices().pairings.begin('10.0.0.1');
    expect(await slices().pairings.state(secret)).toEqual({state: 'WAITING'});
    const display = await pair(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
    const token = await tokenOf(secret);
    expect(token).toMatch(/^cd_[\w-]{43}$/);
    const path = await scratch.path('ah.hefei');
    expect(await callerOf(token)).toEqual({
      kind: 'display',
      id: display.id,
      name: '一楼大厅',
      grants: [{role: 'DISPLAY', organisation: organisationId, path}],
      readOnly: true,
      requestId: 'r',
    });
    expect(await slices().displays.placeOf(token)).toMatchObject({
      name: '一楼大厅',
      wall: {path: `/wall/plan/${plan.subject}`, campaign: {id: plan.subject}},
    });
    const rows = JSON.stringify([
      await scratch.service.database.read.find(Display),
      await scratch.service.database.read.find(DisplayPairing),
    ]);
    expect([rows.includes(secret), rows.includes(token)]).toEqual([false, false]);
  });

  test('gets another token when the answer was lost, until its code has run out; the one before counts for nothing', async () => {
    const {code, secret} = await slices().pairings.begin('10.0.0.1');
    await pair(code);
    const lost = await tokenOf(secret);
    const token = await tokenOf(secret);
    expect([await callerOf(lost), (await callerOf(token))?.kind]).toEqual([null, 'display']);
    scratch.realTime.set('2024-05-01T01:10:01Z');
    expect(await slices().pairings.state(secret)).toEqual({state: 'OVER'});
    expect((await callerOf(token))?.kind).toBe('display');
  });

  test('the code alone gives nothing: neither a state nor a token', async () => {
    const {code} = await slices().pairings.begin('10.0.0.1');
    await pair(code);
    for (const guess of [code, hashOf(code), '', 'x'.repeat(100_000)])
      expect(await slices().pairings.state(guess)).toEqual({state: 'OVER'});
  });

  const unknown: [string, (code: string) => Promise<string>][] = [
    ['one that nobody shows', () => Promise.resolve('ACDE3479')],
    ['what is no code', () => Promise.resolve('1')],
    ['one that was used', async (code) => (await pair(code), code)],
    ['one that has run out', async (code) => (scratch.realTime.set('2024-05-01T01:10:00Z'), Promise.resolve(code))],
  ];
  test.each(unknown)('%s is refused like any other', async (_, made) => {
    const {code} = await slices().pairings.begin('10.0.0.1');
    const typed = await made(code);
    await expect(pair(typed)).rejects.toMatchObject({code: 'PAIRING_CODE_UNKNOWN'});
  });

  test('of two who type one code at once, one gets the screen', async () => {
    const {code, secret} = await slices().pairings.begin('10.0.0.1');
    const outcomes = await Promise.allSettled([pair(code), pair(code)]);
    expect(outcomes.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await scratch.service.database.read.count(Display)).toBe(1);
    expect((await callerOf(await tokenOf(secret)))?.kind).toBe('display');
  });

  test('ten wrong codes close guessing to that account, and a right one does not count', async () => {
    for (let index = 0; index < 10; index++)
      await expect(pair('ACDE3479')).rejects.toMatchObject({code: 'PAIRING_CODE_UNKNOWN'});
    const {code} = await slices().pairings.begin('10.0.0.1');
    await expect(pair(code)).rejects.toMatchObject({code: 'PAIRING_THROTTLED'});
    const other = accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah')));
    await pair(code, other);
    for (let index = 0; index < 12; index++) await pair((await slices().pairings.begin('10.0.0.1')).code, other);
    scratch.realTime.set('2024-05-01T01:15:01Z');
    await pair((await slices().pairings.begin('10.0.0.1')).code);
  });

  test('codes are shown to one address two hundred times in a quarter of an hour', async () => {
    for (let index = 0; index < 200; index++) await slices().pairings.begin('10.0.0.1');
    await expect(slices().pairings.begin('10.0.0.1')).rejects.toMatchObject({code: 'PAIRING_THROTTLED'});
    await slices().pairings.begin('10.0.0.2');
    scratch.realTime.set('2024-05-01T01:15:01Z');
    await slices().pairings.begin('10.0.0.1');
    expect(await scratch.service.database.read.count(DisplayPairing)).toBe(1);
  });

  const others: [string, () => Promise<Caller>, string][] = [
    [
      'somebody of another place',
      async () => accountWith(grantOf('UNIT_ADMIN', `${await scratch.path('ah')}zz.`)),
      'NOT_PERMITTED',
    ],
    ['a reporter', async () => accountWith(grantOf('UNIT_REPORTER', await scratch.path('ah'))), 'NOT_PERMITTED'],
    ['an auditor', async () => accountWith(grantOf('AUDITOR', await scratch.path('ah'))), 'NOT_PERMITTED'],
    ['a key', async () => ({...admin, kind: 'key'}), 'PERSON_NEEDED'],
  ];
  test.each(others)('%s neither pairs nor revokes it', async (_, who, refusal) => {
    const {code} = await slices().pairings.begin('10.0.0.1');
    const by = await who();
    await expect(pair(code, by)).rejects.toMatchObject({code: refusal});
    const {id} = await pair(code);
    await expect(slices().displays.revoke(by, id)).rejects.toMatchObject({code: refusal});
    if (by.kind === 'key') return;
    for (const which of [id, newId()])
      await expect(slices().displays.amend(by, which, {name: 'x'})).rejects.toMatchObject({code: 'NOT_PERMITTED'});
  });

  test('is renamed and sent to another wall while it hangs, keeps its token, and ends with its revocation', async () => {
    const {code, secret} = await slices().pairings.begin('10.0.0.1');
    const {id} = await pair(code);
    const token = await tokenOf(secret);
    await slices().displays.amend(admin, id, {wall: {kind: 'TALLY', subject: `${plan.subject}:final`}});
    expect(await slices().displays.placeOf(token)).toMatchObject({
      name: '一楼大厅',
      wall: {path: `/wall/tally/${plan.subject}%3Afinal`, round: {id: `${plan.subject}:final`}},
    });
    await slices().displays.amend(admin, id, {name: '二楼'});
    expect((await callerOf(token))?.name).toBe('二楼');
    await slices().displays.revoke(admin, id);
    expect([await callerOf(token), await slices().displays.placeOf(token)]).toEqual([null, null]);
    expect(await slices().pairings.state(secret)).toEqual({state: 'OVER'});
  });

  test('is listed with its place, its wall and whether it is there', async () => {
    const {code, secret} = await slices().pairings.begin('10.0.0.1');
    await pair(code);
    const query =
      '{ displays(search: "大厅") { totalCount nodes { name state lastSeenAt organisation { code } wall { kind path round { id } campaign { id } } } } }';
    const list = async () => (await execute(scratch.service, {caller: admin, query})).expectData();
    const shown = {
      name: '一楼大厅',
      state: 'NEVER',
      lastSeenAt: null,
      organisation: {code: 'ah.hefei'},
      wall: {kind: 'PLAN', path: `/wall/plan/${plan.subject}`, round: null, campaign: {id: plan.subject}},
    };
    expect(await list()).toEqual({displays: {totalCount: 1, nodes: [shown]}});
    await slices().displays.placeOf(await tokenOf(secret));
    await scratch.service.stop?.();
    const lastSeenAt = expect.stringContaining('2024-05-01T01:00:00.000');
    expect(await list()).toEqual({displays: {totalCount: 1, nodes: [{...shown, state: 'LIVE', lastSeenAt}]}});
    scratch.realTime.set('2024-05-01T01:03:00.001Z');
    expect(await list()).toEqual({displays: {totalCount: 1, nodes: [{...shown, state: 'LATE', lastSeenAt}]}});
    const stranger = accountWith(grantOf('UNIT_REPORTER', await scratch.path('ah')));
    (await execute(scratch.service, {caller: stranger, query})).expectRefusal('NOT_PERMITTED');
    const beside = accountWith(grantOf('UNIT_ADMIN', 'zz.'));
    expect((await execute(scratch.service, {caller: beside, query})).expectData()).toMatchObject({
      displays: {totalCount: 0},
    });
  });

  test('an issued token has no wall of its own', async () => {
    const {token} = await slices().displays.issue(systemCaller(), {name: 'x', organisationId});
    expect(await slices().displays.placeOf(token)).toEqual({name: 'x', wall: null});
  });
});
