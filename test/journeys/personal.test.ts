import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Database} from '@concours/kernel/database';
import {createLogger} from '@concours/kernel/log';
import {Redis} from 'ioredis';
import {mobile, spaced} from '../../services/kernel/testing/mobile.js';
import {engines, type House, journeyRedis, openHouse, type Person} from './house.js';

const PHONE = mobile('00005678');
const WRITTEN = `+86 ${spaced(PHONE, '-')}`;
const ADDRESS = '安徽省合肥市庐阳区某路 7 号 3 栋 201 室';
const OTHER = mobile('00001111', 164);
const THIRD = mobile('00002222', 161);
const MAIL = 'wang.xm@example.cn';

const definition = `concours: 1
campaign:
  key: contact-data
  title: 诗歌征集
  timezone: Asia/Shanghai
  owner: ah
  hosting: [{role: SPONSORING, organisations: [ah]}]
policies:
  votes: 'OFF'
  entryRanking: HIDDEN
  publicNotice: {workingDays: 5}
  retention: {days: 10}
stages:
  - {key: intake, name: 征集, kind: INTAKE, from: 2024-06-01, until: 2024-06-30}
tracks:
  - key: poem
    name: 诗歌
    kind: TEXT
    hosting: []
    fields:
      - {key: phone, name: 电话, required: true, personal: true}
      - {key: address, name: 地址, required: true, personal: true}
      - {key: about, name: 简介, required: false}
    screening: {atMost: 10}
`;

interface Work {
  id: string;
  author: string;
  fields: {key: string; value: string | null; masked: boolean}[];
}
const WORK = 'query ($id: ID!) {submission(id: $id) {id author fields {key value masked}}}';
const REVEAL =
  'mutation ($id: ID!, $reason: String) {revealPersonal(submissionId: $id, fields: ["phone", "address"], reason: $reason) {key value}}';
const PERSON =
  'query ($s: String!) {person(search: $s) {id accounts {id name email phone sessions grants auditEntries} works {id fields {value}} judgingSeats}}';
const EXPORT =
  'mutation ($id: ID!) {exportPerson(id: $id, reason: "本人申请查阅") {id accountsData worksData judgingData}}';
const ERASE =
  'mutation ($id: ID!, $c: String!, $a: Boolean!) {erasePerson(id: $id, reason: "本人申请删除", confirmation: $c, authors: $a) {id}}';
const ERASURES = '{personErasures {id reason requestedBy parts {service rows erasedAt}}}';

interface Found {
  person: {
    id: string;
    accounts: {
      id: string;
      name: string;
      sessions: number;
      grants: number;
      email: string | null;
      phone: string | null;
    }[];
    works: Work[];
    judgingSeats: number;
  } | null;
}

/** Contact data from its entry to its erasure, through the gateway: what can be read of it where. */
describe.each(engines)('personal data, on %s', (engine) => {
  let house: House;
  let reporter: Person, screener: Person, auditor: Person, judge: Person, sibling: Person;
  let mine: string, ours: string, left: string;
  const logged: string[] = [];

  beforeAll(async () => {
    const log = createLogger('journey', {
      level: 'debug',
      destination: {write: (line: string) => void logged.push(line)},
    });
    house = await openHouse('2024-06-05T09:00:00+08:00', engine, {log});
    const unit = (code: string, parentCode: string, kind = 'GRASSROOTS_UNION', level = 'UNIT') => ({
      ...{code, parentCode, kind, level, nameZh: `单位 ${code}`},
    });
    await house.organise([unit('ah', 'acftu', 'FEDERATION', 'PROVINCE'), unit('ah.mill', 'ah'), unit('ah.port', 'ah')]);
    const owner = await house.person('owner', 'CAMPAIGN_OWNER', 'ah');
    const {applyDefinition} = await owner.ask<{applyDefinition: {id: string}}>(
      'mutation ($source: String!) {applyDefinition(source: $source) {id}}',
      {source: definition},
    );
    const campaignId = applyDefinition.id;
    reporter = await house.person('reporter', 'UNIT_REPORTER', 'ah.mill');
    sibling = await house.person('sibling', 'UNIT_REPORTER', 'ah.port');
    screener = await house.person('screener', 'SCREENER', 'ah', {campaignId});
    auditor = await house.person('auditor', 'AUDITOR', 'ah');
    judge = await house.person('judge', 'JUDGE', 'ah', {campaignId});
    await house.eventually('the campaign where works are handed in', async () => {
      const {submissions} = house.platform.services;
      return (await submissions.slices.campaigns.find(campaignId)) !== null;
    });
    const create = async (by: Person, at: string, author: string, phone: string) => {
      const fields = [
        {key: 'phone', value: phone},
        {key: 'address', value: ADDRESS},
        {key: 'about', value: '一首诗'},
      ];
      const input = {
        campaignId,
        trackKey: 'poem',
        organisationId: house.idOf(at),
        title: `诗 ${at}`,
        author,
        fields,
      };
      const {createSubmission} = await by.ask<{createSubmission: {id: string}}>(
        'mutation ($input: SubmissionInput!) {createSubmission(input: $input) {id}}',
        {input: {...input, performers: 1}},
      );
      await by.ask('mutation ($id: ID!) {handIn(submissionId: $id) {id}}', {id: createSubmission.id});
      return createSubmission.id;
    };
    mine = await create(reporter, 'ah.mill', '王小明', WRITTEN);
    await sibling.ask('mutation ($p: String) {updateProfile(input: {phone: $p}) {id}}', {p: OTHER});
    ours = await create(sibling, 'ah.port', '李雷', `${OTHER}，${MAIL}`);
    left = await create(reporter, 'ah.mill', '韩梅梅', THIRD);
  }, 60_000);
  afterAll(() => house.close());

  const of = async (by: Person, id = mine) => (await by.ask<{submission: Work | null}>(WORK, {id})).submission;

  test('everybody who sees a work sees masks', async () => {
    for (const by of [reporter, screener, auditor, house.admin]) {
      expect((await of(by))?.fields.slice(0, 2)).toEqual([
        {key: 'phone', value: '154****5678', masked: true},
        {key: 'address', value: '安徽省合肥市****', masked: true},
      ]);
    }
    for (const by of [judge, sibling]) expect(await of(by)).toBeNull();
  });

  test('who may see it unmasks it, and the trail tells of each time without telling what', async () => {
    const clear = [
      {key: 'phone', value: WRITTEN},
      {key: 'address', value: ADDRESS},
    ];
    for (const by of [reporter, screener]) {
      expect(await by.ask(REVEAL, {id: mine})).toEqual({revealPersonal: clear});
    }
    expect(await auditor.refused(REVEAL, {id: mine})).toBe('PERSONAL_REASON_NEEDED');
    expect(await auditor.ask(REVEAL, {id: mine, reason: '核查重复申报'})).toEqual({revealPersonal: clear});
    expect(await judge.refused(REVEAL, {id: mine})).toBe('NOT_PERMITTED');
    expect(await sibling.refused(REVEAL, {id: mine})).toBe('NOT_FOUND');
    const rows = await rowsOf(house.platform.services.submissions.database, 'audit_row');
    const told = rows.filter(({action}) => action === 'revealPersonal');
    expect(told.map(({callerId, role, reason}) => [callerId, role, reason])).toEqual([
      [reporter.id, 'UNIT_REPORTER', null],
      [screener.id, 'SCREENER', null],
      [auditor.id, 'AUDITOR', '核查重复申报'],
    ]);
  });

  test('no table, no file, no event and no line of a log holds any of it in plain', async () => {
    const needles = [THIRD, PHONE, WRITTEN, OTHER, MAIL, spaced(PHONE, '-'), '某路', '0000 5678'];
    const {services, dataDir} = house.platform;
    const places: [string, string | Buffer][] = [['the log', logged.join('')]];
    for (const [name, {database}] of Object.entries(services)) {
      for (const table of await tablesOf(database))
        places.push([`${name}.${table}`, JSON.stringify(await rowsOf(database, table))]);
    }
    for (const name of readdirSync(dataDir))
      if (name.includes('.sqlite')) places.push([name, readFileSync(path.join(dataDir, name))]);
    if (engine === 'mariadb') places.push(['Redis', await everythingInRedis()]);
    expect(places.length).toBeGreaterThan(40);
    for (const [place, content] of places)
      for (const needle of needles) expect([place, needle, content.includes(needle)]).toEqual([place, needle, false]);
  });

  test('a person is found by a number however it is written, exported in one file, and each part of it is audited', async () => {
    expect(await screener.refused(PERSON, {s: PHONE})).toBe('NOT_PERMITTED');
    const {person} = await house.admin.ask<Found>(PERSON, {s: spaced(PHONE)});
    expect(person?.works.map(({id}) => id)).toEqual([mine]);
    expect(person?.works[0]?.fields[0]?.value).toBe('154****5678');
    expect((await house.admin.ask<Found>(PERSON, {s: MAIL})).person?.works.map(({id}) => id)).toEqual([ours]);
    expect((await house.admin.ask<Found>(PERSON, {s: 'nobody'})).person).toBeNull();

    const {exportPerson} = await house.admin.ask<{exportPerson: {worksData: {fields: object[]}[]}}>(EXPORT, {
      id: person?.id,
    });
    expect(exportPerson.worksData).toHaveLength(1);
    expect(exportPerson.worksData[0]?.fields).toContainEqual({key: 'phone', value: WRITTEN});
    const {organisations, submissions} = house.platform.services;
    const actions = async (database: Database) => (await rowsOf(database, 'audit_row')).map(({action}) => action);
    expect(await actions(organisations.database)).toContain('exportPerson');
    expect(await actions(submissions.database)).toContain('exportPerson.works');
    expect(await screener.refused(EXPORT, {id: person?.id})).toBe('NOT_PERMITTED');
  });

  test('everybody exports what is held of their own account, and nothing of what others gave with a number', async () => {
    const own = await reporter.ask<{ownPersonFile: Found['person']}>(
      '{ownPersonFile {id accounts {id name sessions grants} works {id} judgingSeats}}',
    );
    expect(own.ownPersonFile).toMatchObject({accounts: [{id: reporter.id, grants: 1}], works: [], judgingSeats: 0});
    const {exportPerson} = await reporter.ask<{exportPerson: {accountsData: object[]}}>(EXPORT, {
      id: own.ownPersonFile?.id,
    });
    expect(exportPerson.accountsData).toMatchObject([{id: reporter.id, name: 'reporter'}]);
    expect(await sibling.refused(EXPORT, {id: own.ownPersonFile?.id})).toBe('NOT_PERMITTED');
  });

  test('erasing takes a word, takes the contact data of the works, and tells how far each service has come', async () => {
    const {person} = await house.admin.ask<Found>(PERSON, {s: PHONE});
    expect(await house.admin.refused(ERASE, {id: person?.id, c: 'yes', a: true})).toBe('PERSON_NOT_CONFIRMED');
    expect(await screener.refused(ERASE, {id: person?.id, c: '清除', a: true})).toBe('NOT_PERMITTED');
    await house.admin.ask(ERASE, {id: person?.id, c: '清除', a: true});
    await house.eventually('all parts to be done', allPartsDone);
    const work = await of(house.admin);
    expect(work?.author).toBe('（已清除）');
    expect(work?.fields.map(({value}) => value)).toEqual([null, null, '一首诗']);
    expect((await of(house.admin, ours))?.fields[0]?.value).not.toBeNull();
    expect((await house.admin.ask<Found>(PERSON, {s: PHONE})).person?.works).toEqual([]);
    await house.eventually('the name to be gone from scoring', async () => {
      const refs = await rowsOf(house.platform.services.scoring.database, 'submission_ref');
      return !JSON.stringify(refs).includes('王小明');
    });
  });

  test('a database that was brought back from before is told again, and erases once', async () => {
    const {submissions} = house.platform.services;
    await submissions.database.write(async (manager) => {
      await manager.query("DELETE FROM inbox WHERE type = 'PersonErasureRequested'");
      await manager.query('DELETE FROM person_erasure');
      const fields = [{key: 'phone', value: WRITTEN}];
      await submissions.slices.personal.put(manager, mine, fields);
    });
    expect((await of(house.admin))?.fields[0]?.value).toBe('154****5678');
    await submissions.start?.();
    await house.eventually('the number to go again', async () => (await of(house.admin))?.fields[0]?.value === null);
  });

  test('an account that is erased is a pseudonym: nobody signs in with it, and what it did stays', async () => {
    const byNumber = await house.admin.ask<Found>(PERSON, {s: `+86 ${OTHER}`});
    const found = await house.admin.ask<Found>(PERSON, {s: 'sibling'});
    for (const {person} of [byNumber, found])
      expect(person?.accounts).toMatchObject([{id: sibling.id, sessions: 1, grants: 1, phone: '164****1111'}]);
    // its owner's number stands in a work of its unit, which is found with the account
    expect(found.person?.works.map(({id}) => id)).toEqual([ours]);
    await house.admin.ask(ERASE, {id: found.person?.id, c: 'ERASE', a: false});
    await house.eventually('the session to end', async () => {
      const {errors} = await sibling.send('{ownPersonFile {id}}');
      return errors !== undefined;
    });
    const {person} = await house.admin.ask<Found>(PERSON, {s: sibling.id});
    expect(person?.accounts).toMatchObject([{id: sibling.id, sessions: 0, grants: 0, phone: null}]);
    expect(person?.accounts[0]?.name).toMatch(/^erased-/);
    expect(await of(house.admin, ours)).toMatchObject({author: '李雷'});
    const {personErasures} = await house.admin.ask<{personErasures: {reason: string}[]}>(ERASURES);
    expect(personErasures).toHaveLength(2);
  });

  test('the only administrator cannot erase themselves', async () => {
    const {ownPersonFile} = await house.admin.ask<{ownPersonFile: {id: string}}>('{ownPersonFile {id}}');
    expect(await house.admin.refused(ERASE, {id: ownPersonFile.id, c: 'ERASE', a: false})).toBe(
      'PERSON_LAST_ADMINISTRATOR',
    );
  });

  test('what is left goes when its time is over, and the campaign says when', async () => {
    const RETENTION = '{campaign(key: "contact-data") {retention {days erasedFrom erasedAt}}}';
    expect(await house.anybody.ask(RETENTION)).toEqual({
      campaign: {retention: {days: 10, erasedFrom: '2024-07-10T16:00:00.000Z', erasedAt: null}},
    });
    house.clock.set('2024-07-10T16:00:00.000Z');
    await house.platform.services.submissions.slices.retention.sweep();
    expect((await of(house.admin, left))?.fields.map(({value}) => value)).toEqual([null, null, '一首诗']);
    expect(await house.anybody.ask(RETENTION)).toMatchObject({
      campaign: {retention: {erasedAt: '2024-07-10T16:00:00.000Z'}},
    });
  });

  async function allPartsDone(): Promise<boolean> {
    const {personErasures} = await house.admin.ask<{personErasures: {parts: {erasedAt: string | null}[]}[]}>(ERASURES);
    return personErasures[0]?.parts.every(({erasedAt}) => erasedAt !== null) ?? false;
  }
});

interface Row {
  [column: string]: unknown;
}

const rowsOf = (database: Database, table: string): Promise<Row[]> =>
  database.read.query(`SELECT * FROM ${database.engine === 'sqlite' ? `"${table}"` : `\`${table}\``}`);

async function tablesOf(database: Database): Promise<string[]> {
  const rows: {name: string}[] = await database.read.query(
    database.engine === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return rows.map(({name}) => name);
}

async function everythingInRedis(): Promise<string> {
  const client = new Redis(journeyRedis());
  const all: unknown[] = [];
  for (const key of await client.keys('*'))
    if ((await client.type(key)) === 'stream') all.push(await client.xrange(key, '-', '+'));
  await client.quit();
  return JSON.stringify(all);
}
