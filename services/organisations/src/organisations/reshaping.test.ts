import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import type {Organisation} from './organisation.js';

const system = systemCaller();

describe.each(engines)('an organisation that is no longer what it was, on %s', (engine) => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, city: 'ah', school: 'city', mill: 'city', other: 'ah', shop: 'other'});
  });
  afterEach(() => scratch.close());

  const slices = () => scratch.service.slices;
  const acts = () => slices().reshaping;
  const id = (code: string) => scratch.id(code);
  const one = async (code: string) => (await slices().reading.byCodes([code]))[0] as Organisation;
  const admin = async (code: string): Promise<Caller> => accountWith(grantOf('UNIT_ADMIN', await scratch.path(code)));
  const told = async (code: string) => {
    const [periods] = await slices().history.of([await id(code)]);
    return periods.map(({event, nameZh, parentId, closed}) => [event, nameZh, parentId, closed]);
  };
  const search = async (text: string) =>
    (await slices().listing.page(system, {first: 20, search: text})).nodes.map(({code}) => code);
  const account = async (at: string, name: string) => {
    const input = {name, displayName: name, password: 'a long password', organisationId: await id(at)};
    return slices().accounts.create(system, input);
  };

  test('what it was stays known: what it was called, and where it stood, at any instant', async () => {
    const [city, school, other] = [await id('city'), await id('school'), await id('other')];
    scratch.clock.set('2025-01-01T00:00:00Z');
    await slices().organisations.rename(system, school, {nameZh: '新学校', nameEn: 'New School'}, '更名');
    scratch.clock.set('2026-01-01T00:00:00Z');
    await acts().move(system, school, other, '划转');
    await slices().organisations.amend(system, school, {level: 'UNIT', regionCode: '340104'});
    const query = `query ($id: ID!) { organisation(id: $id) {
      name regionCode
      before: at(instant: "2024-12-31T23:59:59.999Z") { name parent { code } }
      then: at(instant: "2025-06-01T00:00:00Z") { name shortName(language: EN) parent { code } }
      now: at(instant: "2026-06-01T00:00:00Z") { name parent { code } level }
      never: at(instant: "2000-01-01T00:00:00Z") { name }
      history { event reason from until level parent { code } } } }`;
    const {organisation} = (
      await execute(scratch.service, {query, variables: {id: school}, caller: system})
    ).expectData();
    expect(organisation).toMatchObject({
      name: '新学校',
      regionCode: '340104',
      before: {name: 'school总工会', parent: {code: 'city'}},
      then: {name: '新学校', shortName: 'New School', parent: {code: 'city'}},
      now: {name: '新学校', parent: {code: 'other'}, level: 'UNIT'},
      never: null,
    });
    const events = (organisation as {history: {event: string; reason: string | null; until: string | null}[]}).history;
    expect(events.map(({event, reason}) => [event, reason])).toEqual([
      ['CREATED', null],
      ['RENAMED', '更名'],
      ['MOVED', '划转'],
      ['AMENDED', null],
    ]);
    expect(events.map(({until}) => until === null)).toEqual([false, false, false, true]);
    expect(await told('city')).toEqual([['CREATED', 'city总工会', await id('ah'), false]]);
    expect(city).toBe(await id('city'));
  });

  test('what changes nothing is no history', async () => {
    const school = await id('school');
    await slices().organisations.rename(system, school, {nameZh: ' school总工会 '});
    await slices().organisations.amend(system, school, {level: 'CITY'});
    await acts().move(system, school, await id('city'));
    expect(await told('school')).toHaveLength(1);
  });

  test('a merger takes along what is below, hands the names on, ends the roles held there and closes it', async () => {
    const [city, other, school] = [await id('city'), await id('other'), await id('school')];
    const [reporter, below] = [await account('city', 'reporter'), await account('school', 'below')];
    for (const [accountId, organisationId] of [
      [reporter.id, city],
      [below.id, school],
    ] as const)
      await slices().grants.grant(system, {accountId, role: 'UNIT_REPORTER', organisationId});
    const caller = await admin('ah');
    const query =
      '{ organisationHoldings(id: "%") { children openChildren descendants grantsHere grantsBelow accounts } }';
    const holdings = await execute(scratch.service, {query: query.replace('%', city), caller});
    expect(holdings.expectData().organisationHoldings).toEqual({
      ...{children: 2, openChildren: 2, descendants: 2, grantsHere: 1, grantsBelow: 1, accounts: 2},
    });

    const mutation = `mutation ($id: ID!, $into: ID!) { mergeOrganisation(id: $id, intoId: $into, reason: "改制") { code aliases } }`;
    const answer = await execute(scratch.service, {query: mutation, variables: {id: city, into: other}, caller});
    expect(answer.expectData().mergeOrganisation).toEqual({code: 'other', aliases: ['city总工会']});

    const [merged, into] = [await one('city'), await one('other')];
    expect(merged).toMatchObject({
      closed: true,
      mergedIntoId: other,
      parentId: other,
      path: `${into.path}${merged.segment}.`,
    });
    for (const code of ['school', 'mill']) {
      const moved = await one(code);
      expect(moved).toMatchObject({parentId: other, closed: false, depth: 3, path: `${into.path}${moved.segment}.`});
      expect(moved.listPath.startsWith(into.listPath)).toBe(true);
    }
    expect(await search('city总工会')).toEqual(['city', 'other']);
    expect(await slices().grants.compact(reporter.id)).toEqual([]);
    expect(await slices().grants.compact(below.id)).toMatchObject([
      {organisation: school, path: (await one('school')).path},
    ]);
    expect((await told('city')).at(-1)).toEqual(['MERGED', 'city总工会', other, true]);
    expect((await told('other')).at(-1)).toEqual(['TOOK_IN', 'other总工会', await id('ah'), false]);
    expect((await told('school')).at(-1)).toEqual(['MOVED', 'school总工会', other, false]);
    // whoever administers the other one looks after what it has begun
    expect(await slices().accounts.visible(await admin('other'), [reporter.id])).toHaveLength(1);
  });

  test('what is merged once more leads on from one to the next', async () => {
    await acts().merge(system, await id('school'), await id('mill'));
    await acts().merge(system, await id('mill'), await id('shop'));
    const query = '{ organisation(code: "school") { closed mergedInto { code closed mergedInto { code closed } } } }';
    const answer = await execute(scratch.service, {query, caller: system});
    expect(answer.expectData().organisation).toEqual({
      closed: true,
      mergedInto: {code: 'mill', closed: true, mergedInto: {code: 'shop', closed: false}},
    });
    expect((await one('school')).parentId).toBe(await id('shop'));
  });

  test('a split makes new ones beside it, with what was chosen to go along', async () => {
    const [city, school, mill] = [await id('city'), await id('school'), await id('mill')];
    const parts = [
      {...rowOf('east', null), childIds: [school]},
      {...rowOf('west', null, {aliases: ['老城']}), childIds: [mill]},
    ];
    const made = await acts().split(await admin('ah'), city, parts, {closes: true, reason: '区划调整'});
    expect(made.map(({code, parentId}) => [code, parentId])).toEqual([
      ['east', await id('ah')],
      ['west', await id('ah')],
    ]);
    expect(await one('school')).toMatchObject({parentId: made[0]!.id, depth: 3});
    expect(await one('city')).toMatchObject({closed: true, mergedIntoId: null});
    expect((await told('city')).at(-1)).toEqual(['SPLIT', 'city总工会', await id('ah'), true]);
    const [[created]] = await slices().history.of([made[1]!.id]);
    expect(created).toMatchObject({event: 'CREATED', counterpartId: city, reason: '区划调整'});
    expect(await search('老城')).toEqual(['west']);
  });

  test.each([
    ['a child of somebody else', ['shop'], false, 'ORGANISATION_NOT_BELOW'],
    ['a child twice', ['school', 'school'], false, 'ORGANISATION_NOT_BELOW'],
    ['closing with somebody left', ['school'], true, 'ORGANISATION_HOLDS_OPEN'],
  ])('no split with %s: nothing of it happens', async (_, children, closes, code) => {
    const childIds = await Promise.all(children.map(id));
    const split = acts().split(system, await id('city'), [{...rowOf('east', null), childIds}], {closes});
    await expect(split).rejects.toMatchObject({code});
    expect((await slices().reading.byCodes(['east']))[0]).toBeNull();
    expect(await one('school')).toMatchObject({parentId: await id('city')});
  });

  test('a code is for one: also among the parts', async () => {
    const part = {...rowOf('east', null), childIds: []};
    const split = (parts: (typeof part)[]) =>
      id('city').then((city) => acts().split(system, city, parts, {closes: false}));
    await expect(split([part, part])).rejects.toMatchObject({code: 'ORGANISATION_CODE_TAKEN'});
    await expect(split([{...part, code: 'mill'}])).rejects.toMatchObject({code: 'ORGANISATION_CODE_TAKEN'});
  });

  test('nothing new begins at one that is closed, until it is open again', async () => {
    const [city, school, mill, shop] = await Promise.all(['city', 'school', 'mill', 'shop'].map(id));
    await expect(acts().close(system, city!)).rejects.toMatchObject({
      code: 'ORGANISATION_HOLDS_OPEN',
      extensions: {facts: {count: 2}},
    });
    const holder = await account('other', 'holder');
    await acts().close(system, school!);
    await acts().close(system, mill!);
    await acts().close(system, city!, '撤销');
    const closed = {code: 'ORGANISATION_CLOSED'};
    await expect(acts().close(system, city!)).rejects.toMatchObject(closed);
    await expect(slices().organisations.create(system, {...rowOf('x', null), parentId: city})).rejects.toMatchObject(
      closed,
    );
    await expect(acts().move(system, shop!, city!)).rejects.toMatchObject(closed);
    await expect(acts().merge(system, shop!, city!)).rejects.toMatchObject(closed);
    await expect(acts().merge(system, city!, shop!)).rejects.toMatchObject(closed);
    await expect(
      acts().split(system, city!, [{...rowOf('x', null), childIds: []}], {closes: false}),
    ).rejects.toMatchObject(closed);
    await expect(acts().reopen(system, school!)).rejects.toMatchObject(closed);
    await expect(account('city', 'late')).rejects.toMatchObject(closed);
    const grant = {accountId: holder.id, role: 'REVIEWER' as const, organisationId: city!};
    await expect(slices().grants.grant(system, grant)).rejects.toMatchObject(closed);
    const {refused} = await slices().importing.import(system, [rowOf('y', 'city')]);
    expect(refused).toMatchObject([{row: 1, problem: closed}]);

    await acts().reopen(system, city!);
    await slices().grants.grant(system, grant);
    await expect(acts().reopen(system, city!)).rejects.toMatchObject({code: 'ORGANISATION_OPEN'});
    expect((await told('city')).map(([event]) => event)).toEqual(['CREATED', 'CLOSED', 'REOPENED']);
    const lists = async (asked: boolean) =>
      (await slices().listing.page(system, {first: 9, closed: asked})).nodes.map(({code}) => code);
    expect([await lists(true), (await lists(false)).includes('city')]).toEqual([['school', 'mill'], true]);
  });

  test.each(['move', 'merge', 'close', 'split'] as const)('the root stays where and what it is: no %s', async (act) => {
    const [root, city] = [await id('ah'), await id('city')];
    const does = {
      move: () => acts().move(system, root, city),
      merge: () => acts().merge(system, root, city),
      close: () => acts().close(system, root),
      split: () => acts().split(system, root, [{...rowOf('x', null), childIds: []}], {closes: false}),
    };
    await expect(does[act]()).rejects.toMatchObject({code: 'ORGANISATION_ROOT_STAYS'});
  });

  test('nothing is merged into what is below it', async () => {
    await expect(acts().merge(system, await id('city'), await id('mill'))).rejects.toMatchObject({
      code: 'ORGANISATION_INTO_ITSELF',
    });
  });

  test('an administrator reshapes what lies below what they administer, and nothing else tells whether it is there', async () => {
    const caller = await admin('city');
    await acts().merge(caller, await id('school'), await id('mill'));
    for (const wrong of [await id('other'), '01HNOBODY00000000000000000']) {
      await expect(acts().merge(caller, await id('mill'), wrong)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
      await expect(acts().close(caller, wrong)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
      await expect(slices().outlook.holdings(caller, wrong)).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    }
    // the place itself belongs to whoever administers what is above it
    await expect(acts().close(caller, await id('city'))).rejects.toMatchObject({code: 'NOT_PERMITTED'});
    await expect(acts().move(caller, await id('city'), await id('other'))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  test('an administrator who is demoted in mid-session changes nothing any more', async () => {
    const person = await account('ah', 'demoted');
    const grant = await slices().grants.grant(system, {
      accountId: person.id,
      role: 'UNIT_ADMIN',
      organisationId: await id('ah'),
    });
    const asNow = async () => accountWith(...(await slices().grants.compact(person.id)));
    await slices().organisations.rename(await asNow(), await id('mill'), {nameZh: '甲'});
    await slices().grants.revoke(system, grant.id);
    await expect(slices().organisations.rename(await asNow(), await id('mill'), {nameZh: '乙'})).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  test('a page that is read while its organisation moves has each once', async () => {
    const rows = Array.from({length: 30}, (_, index) => rowOf(`u.${index}`, 'city'));
    await slices().importing.import(system, rows);
    const under = await id('city');
    const first = await slices().listing.page(system, {first: 10, under});
    await acts().move(system, under, await id('other'));
    const seen = first.nodes.map(({code}) => code);
    // the place in the list was of the old place in the tree; the page goes on below the new one, and repeats at worst
    const all = await slices().listing.page(system, {first: 200, under});
    expect(new Set([...seen, ...all.nodes.map(({code}) => code)]).size).toBe(32);
    expect(all.nodes.map(({code}) => code).slice(2)).toEqual(rows.map(({code}) => code));
  });
});
