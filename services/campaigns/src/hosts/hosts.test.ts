import {AuditRow} from '@concours/kernel/audit/audit-row';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {expectNoDrift} from '@concours/kernel/testing/expect-no-drift';
import {execute} from '@concours/kernel/testing/execute';
import {mobile, spaced} from '@concours/kernel/testing/mobile';
import {engines} from '@concours/kernel/testing/scratch-database';
import {testVault} from '@concours/kernel/testing/vault';
import {CONTACT_LOOK_UP, personId} from '@concours/schema/personal';
import {planSource, type World, world} from '../../testing/world.js';
import {HostContact, HostContactLookUp} from './host-contact.js';

const PHONE = mobile('00005678');
const source = planSource.replace(
  'kind: SONG\n',
  `kind: SONG
    portals:
      - {name: {zh: 投稿网站, en: Site}, kind: SITE, address: https://example.org/songs}
      - {name: {zh: 公众号, en: Account}, kind: WECHAT}
    duties:
      - {key: portal, name: {zh: 设计网络平台, en: Design the portal}, by: 2022-06-20}
      - {key: summary, name: {zh: 项目总结, en: Summary}}
    workPlan: {by: 2022-06-10}
    onward:
      - {key: booklet, name: {zh: 汇编成册, en: Booklet}, kind: BOOKLET}
`,
);

describe.each(engines)('what hosts of a track do, on %s', (engine) => {
  let w: World;
  let campaignId: string;
  let track: string;
  const run = (caller: Caller | undefined, query: string, variables: object = {}) =>
    execute(w.service, {query, variables: {...variables}, ...(caller ? {caller} : {})});
  const host = () => w.caller('TRACK_HOST', 'ah', `${campaignId}/song`);
  const owner = () => w.caller('CAMPAIGN_OWNER', 'ah');
  const of = async (caller: Caller | undefined, fields: string, key = 'song') =>
    (
      await run(caller, `query ($id: ID!, $k: String!) { campaign(id: $id) { track(key: $k) { ${fields} } } }`, {
        id: campaignId,
        k: key,
      })
    ).expectData().campaign.track;

  beforeEach(async () => {
    w = await world(engine, '2022-06-15T10:00:00+08:00');
    await w.growFor(source);
    campaignId = (await w.slices.definitions.apply(owner(), source, null)).id;
    track = `${campaignId}:song`;
  });
  afterEach(() => w.close());

  it('have tables that are what the entities say', () => expectNoDrift(w.database));

  it('is known to everybody as far as works come in and go on', async () => {
    const fields =
      'portals { name(language: EN) kind address } channels openEverywhere handedInBy onward { key kind by campaignKey name(language: EN) } workPlanAsked workPlanBy duties { key } workPlans { id } contacts { id }';
    expect(await of(undefined, fields)).toEqual({
      portals: [
        {name: 'Site', kind: 'SITE', address: 'https://example.org/songs'},
        {name: 'Account', kind: 'WECHAT', address: null},
      ],
      ...{channels: ['UPLOAD'], openEverywhere: false, handedInBy: ['WORKER', 'UNIT']},
      onward: [{key: 'booklet', kind: 'BOOKLET', by: null, campaignKey: null, name: 'Booklet'}],
      ...{workPlanAsked: true, workPlanBy: '2022-06-10T15:59:59.999Z', duties: [], workPlans: [], contacts: []},
    });
  });

  describe('the checklist', () => {
    const mark = (caller: Caller, more: object = {}) =>
      run(
        caller,
        'mutation ($t: ID!, $d: String!, $done: Boolean!, $n: String) { markDuty(trackId: $t, duty: $d, done: $done, note: $n) { id } }',
        {t: track, d: 'portal', done: true, n: '已上线', ...more},
      );

    it('is marked by hosts of the track, and taken back', async () => {
      const fields = 'duties { key name(language: EN) by doneAt doneBy note }';
      (await mark(host())).expectData();
      (await mark(host())).expectData();
      const summary = {key: 'summary', name: 'Summary', by: null, doneAt: null, doneBy: null, note: null};
      const portal = {key: 'portal', name: 'Design the portal', by: '2022-06-20T15:59:59.999Z'};
      expect((await of(host(), fields)).duties).toEqual([
        {...portal, doneAt: '2022-06-15T02:00:00.000Z', doneBy: 'Somebody', note: '已上线'},
        summary,
      ]);
      (await mark(owner(), {done: false})).expectData();
      expect((await of(w.caller('AUDITOR', 'ah'), fields)).duties).toEqual([
        {...portal, doneAt: null, doneBy: null, note: null},
        summary,
      ]);
    });

    it('is nobody else’s, and has what the definition lists', async () => {
      (await mark(w.caller('TRACK_HOST', 'ah', `${campaignId}/video`))).expectRefusal('NOT_PERMITTED');
      (await mark(w.caller('AUDITOR', 'ah'))).expectRefusal('NOT_PERMITTED');
      (await mark(host(), {d: 'party'})).expectRefusal('DUTY_UNKNOWN');
      (await mark(host(), {n: 'x'.repeat(501)})).expectRefusal('INPUT_INVALID');
      (await mark(owner(), {t: `${campaignId}:none`})).expectRefusal('NOT_FOUND');
      (await mark(owner(), {t: 'nonsense'})).expectRefusal('NOT_FOUND');
    });
  });

  describe('the work plan', () => {
    const handIn = (caller: Caller, version: number, more: object = {}) =>
      run(
        caller,
        'mutation ($t: ID!, $v: Int!, $x: String!) { handInWorkPlan(trackId: $t, version: $v, text: $x) { version state text } }',
        {t: track, v: version, x: '六月启动，八月截稿。', ...more},
      );
    const decide = (caller: Caller, version: number, approve: boolean, reason: string | null = null) =>
      run(
        caller,
        'mutation ($t: ID!, $v: Int!, $a: Boolean!, $r: String) { decideWorkPlan(trackId: $t, version: $v, approve: $a, reason: $r) { version state reason } }',
        {t: track, v: version, a: approve, r: reason},
      );

    it('goes back with a reason and is approved in its next version; both stay', async () => {
      (await handIn(host(), 0)).expectData();
      (await decide(owner(), 1, false)).expectRefusal('INPUT_INVALID');
      (await decide(owner(), 1, false, '请补充评选安排')).expectData();
      (await decide(owner(), 1, true)).expectRefusal('WORK_PLAN_STATE_FORBIDS');
      (await handIn(host(), 0)).expectRefusal('VERSION_CONFLICT');
      (await handIn(host(), 1)).expectData();
      (await decide(owner(), 1, true)).expectRefusal('VERSION_CONFLICT');
      expect((await decide(owner(), 2, true)).expectData().decideWorkPlan).toEqual({
        ...{version: 2, state: 'APPROVED', reason: null},
      });
      expect((await of(host(), 'workPlans { version state reason handedInBy decidedBy }')).workPlans).toEqual([
        {version: 2, state: 'APPROVED', reason: null, handedInBy: 'Somebody', decidedBy: 'Somebody'},
        {version: 1, state: 'RETURNED', reason: '请补充评选安排', handedInBy: 'Somebody', decidedBy: 'Somebody'},
      ]);
    });

    it('is handed in once, however many do at the same time, and approved by another person', async () => {
      const same = owner();
      const answers = await Promise.all([1, 2, 3].map(() => handIn(same, 0)));
      const codes = answers.map(({errors}) => errors?.[0]?.extensions?.code ?? 'done').sort();
      expect(codes).toEqual(['VERSION_CONFLICT', 'VERSION_CONFLICT', 'done']);
      (await decide(same, 1, true)).expectRefusal('WORK_PLAN_OWN');
      (await decide(host(), 1, true)).expectRefusal('NOT_PERMITTED');
    });

    it('is asked for by the definition, and has words', async () => {
      (await handIn(owner(), 0, {t: `${campaignId}:photo`})).expectRefusal('WORK_PLAN_NOT_ASKED');
      (await handIn(host(), 0, {x: ' '})).expectRefusal('INPUT_INVALID');
      (await handIn(host(), 0, {x: '字'.repeat(10_001)})).expectRefusal('INPUT_INVALID');
    });
  });

  describe('the contacts', () => {
    const add = (caller: Caller, more: object = {}) =>
      run(
        caller,
        'mutation ($t: ID!, $i: HostContactInput!) { addHostContact(trackId: $t, input: $i) { id name phone email department } }',
        {
          t: track,
          i: {organisationId: w.of('ah.fuyang').id, department: '宣教部', name: '某某', phone: spaced(PHONE), ...more},
        },
      );
    const reveal = (caller: Caller, id: string, reason: string | null = null) =>
      run(caller, 'mutation ($id: ID!, $r: String) { revealHostContact(id: $id, reason: $r) { name phone email } }', {
        id,
        r: reason,
      });
    const remove = (caller: Caller, id: string) =>
      run(caller, 'mutation ($id: ID!) { removeHostContact(id: $id) { id } }', {id});

    it('are sealed in the database, masks on the page, and in clear for an entry in the trail', async () => {
      const contact = (await add(host())).expectData().addHostContact;
      expect(contact).toMatchObject({name: '某**', phone: '154****5678', email: null, department: '宣教部'});
      expect((await of(host(), 'contacts { id name phone organisation { id } }')).contacts).toEqual([
        {id: contact.id, name: '某**', phone: '154****5678', organisation: {id: w.of('ah.fuyang').id}},
      ]);
      const kept = JSON.stringify([
        await w.database.read.find(HostContact),
        await w.database.read.find(HostContactLookUp),
        await w.database.read.find(AuditRow),
      ]);
      for (const clear of [PHONE, spaced(PHONE), '某某']) expect(kept).not.toContain(clear);
      expect((await reveal(host(), contact.id)).expectData().revealHostContact).toEqual({
        ...{name: '某某', phone: spaced(PHONE), email: null},
      });
      (await reveal(w.caller('AUDITOR', 'ah'), contact.id)).expectRefusal('CONTACT_REASON_NEEDED');
      (await reveal(w.caller('AUDITOR', 'ah'), contact.id, '核对')).expectData();
      const trail = await w.database.read.find(AuditRow, {where: {action: 'revealHostContact'}, order: {id: 'ASC'}});
      expect(trail.map(({reason, subjectId}) => [reason, subjectId])).toEqual([
        [null, contact.id],
        ['核对', contact.id],
      ]);
    });

    it('do not exist for others', async () => {
      const {id} = (await add(host())).expectData().addHostContact;
      for (const caller of [w.caller('UNIT_ADMIN', 'ah'), w.caller('TRACK_HOST', 'ah', `${campaignId}/video`)]) {
        expect((await of(caller, 'contacts { id }')).contacts).toEqual([]);
        (await add(caller)).expectRefusal('NOT_PERMITTED');
      }
      const other = w.caller('TRACK_HOST', 'ah', `${campaignId}/video`);
      const words = (await reveal(other, id)).expectRefusal('NOT_FOUND');
      expect((await reveal(other, newId())).expectRefusal('NOT_FOUND')).toEqual(words);
      (await remove(other, id)).expectRefusal('NOT_FOUND');
      (await reveal(w.caller('PLATFORM_ADMIN', 'ah'), id)).expectRefusal('CONTACT_REASON_NEEDED');
    });

    it('are two at most for a host, of hosts alone, and can be reached', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => add(host())));
      expect(answers.filter(({errors}) => !errors)).toHaveLength(2);
      (await add(host())).expectRefusal('CONTACTS_FULL');
      (await add(host(), {organisationId: w.of('ah.fuyang.cac').id})).expectData();
      (await add(host(), {organisationId: w.of('ah.hefei').id})).expectRefusal('CONTACT_NOT_OF_HOST');
      for (const wrong of [{name: ' '}, {phone: null}, {phone: '12'}, {email: 'nobody'}])
        (await add(host(), wrong)).expectRefusal('INPUT_INVALID');
      const [first] = await w.database.read.find(HostContact);
      (await remove(w.caller('AUDITOR', 'ah'), first!.id)).expectRefusal('NOT_PERMITTED');
      (await remove(host(), first!.id)).expectData();
      (await add(host(), {organisationId: first!.organisationId})).expectData();
      expect(await w.database.read.count(HostContactLookUp)).toBe(await w.database.read.count(HostContact));
    });

    it('go with the person, and are part of what is held of one', async () => {
      (await add(host())).expectData();
      (await add(host(), {organisationId: w.of('ah.fuyang.cac').id, phone: null, email: 'x@example.org'})).expectData();
      const hash = testVault().lookUp(PHONE, CONTACT_LOOK_UP);
      const id = personId({contacts: [hash], accounts: []});
      const file = async (caller: Caller) =>
        (
          await run(
            caller,
            'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PersonFile { hostContacts hostContactsData } } }',
            {r: [{__typename: 'PersonFile', id}]},
          )
        ).expectData()._entities[0];
      const admin = w.caller('PLATFORM_ADMIN', 'ah');
      expect(await file(admin)).toMatchObject({hostContacts: 1, hostContactsData: [{name: '某某', trackKey: 'song'}]});
      expect(await file(owner())).toEqual({hostContacts: 0, hostContactsData: []});
      expect(await w.database.read.countBy(AuditRow, {action: 'exportPerson.contacts'})).toBe(1);

      const asked = {
        ...{id: newId(), contacts: [hash], accounts: [], authors: true},
        requestedAt: new Date('2022-06-15T03:00:00Z').toISOString(),
      };
      const erase = async (roots: string[], version: number) =>
        w.slices.erasing.apply({
          ...{id: newId(), type: 'PersonErasureRequested', subject: newId(), version, at: '', source: 'organisations'},
          payload: {...asked, roots},
        });
      await erase(['elsewhere.'], 1);
      expect(await w.database.read.count(HostContact)).toBe(2);
      await erase([w.of('ah').path], 1);
      expect(await w.database.read.count(HostContact)).toBe(1);
      expect(await w.database.read.count(HostContactLookUp)).toBe(1);
      expect(await w.database.read.countBy(AuditRow, {action: 'erasePerson.contact'})).toBe(1);
    });
  });
});
