import {AuditRow} from '@concours/kernel/audit/audit-row';
import type {Caller} from '@concours/kernel/identity';
import {execute} from '@concours/kernel/testing/execute';
import {fullWidth, mobile, spaced} from '@concours/kernel/testing/mobile';
import {engines} from '@concours/kernel/testing/scratch-database';
import {testVault} from '@concours/kernel/testing/vault';
import {as, campaignId, codeOf, definition, fixture, type Fixture, org, system} from '../../testing/fixture.js';
import {Submission} from '../submissions/submission.js';
import {PersonalField, PersonalLookUp} from './personal-field.js';
import {PersonalFields} from './personal-fields.service.js';
import {PersonalSealing} from './personal-sealing.service.js';

const PHONE = mobile('00005678');
const OTHER = mobile('00001111', 164);
const reporter = as('UNIT_REPORTER', 'mill');
const screener = as('SCREENER', 'ah', campaignId);

const read = `query ($id: ID!) { submission(id: $id) { fields { key value masked personal } findings { rule code message(language: EN) }
  personalErasedAt } }`;
const reveal = `mutation ($id: ID!, $fields: [String!]!, $reason: String) {
  revealPersonal(submissionId: $id, fields: $fields, reason: $reason) { key name value } }`;

describe.each(engines)('personal fields on %s', (engine) => {
  let f: Fixture;
  beforeEach(async () => {
    f = await fixture(engine);
  });
  afterEach(() => f.close());

  const create = async (unit = 'mill', phone = PHONE, more: {title?: string} = {}) => {
    const who = as('UNIT_REPORTER', unit);
    const fields = [
      {key: 'phone', value: phone},
      {key: 'about', value: '简介'},
    ];
    const of = {campaignId, trackKey: 'song', organisationId: org(unit).id, performers: 1};
    const input = {...of, title: '江淮号子', author: '张三', fields, ...more, check: () => undefined};
    return (await f.service.slices.submissions.create(who, input)).id;
  };
  const ask = async (caller: Caller, id: string) =>
    (await execute(f.service, {query: read, variables: {id}, caller})).expectData().submission;
  const phoneFor = async (caller: Caller, id: string) => (await ask(caller, id)).fields[0];
  const handedIn = (id: string) =>
    f.service.database.write((m) => m.update(Submission, {id}, {state: 'HANDED_IN' as never}));
  const search = async (caller: Caller, text: string) => {
    const query = 'query ($c: ID!, $s: String) { submissions(campaignId: $c, filter: {search: $s}) { totalCount } }';
    return (await execute(f.service, {query, variables: {c: campaignId, s: text}, caller})).expectData().submissions
      .totalCount;
  };

  it('are shown in clear to who fills the work in, as masks to all others, and as masks to all once it is handed in', async () => {
    const id = await create();
    const clear = {key: 'phone', value: PHONE, masked: false, personal: true};
    const mask = {key: 'phone', value: '154****5678', masked: true, personal: true};
    expect(await phoneFor(reporter, id)).toEqual(clear);
    for (const caller of [screener, as('REVIEWER', 'hf'), as('AUDITOR', 'ah'), as('PLATFORM_ADMIN', 'ah')])
      expect(await phoneFor(caller, id)).toEqual(mask);
    await handedIn(id);
    for (const caller of [reporter, screener]) expect(await phoneFor(caller, id)).toEqual(mask);
    expect((await ask(reporter, id)).fields[1]).toEqual({key: 'about', value: '简介', masked: false, personal: false});
  });

  it('are unmasked on demand, and every time is written down: who, which work, which fields, never what', async () => {
    const id = await create();
    const asked = await execute(f.service, {
      query: reveal,
      variables: {id, fields: ['phone', 'phone']},
      caller: screener,
    });
    expect(asked.expectData().revealPersonal).toEqual([{key: 'phone', name: '联系电话', value: PHONE}]);
    const rows = await f.service.database.read.findBy(AuditRow, {action: 'revealPersonal'});
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      subjectId: id,
      organisationId: org('mill').id,
      campaignId,
      role: 'SCREENER',
      callerId: screener.id,
    });
    expect(JSON.parse(rows[0].afterText ?? '')).toEqual({work: 'song-0001', fields: ['phone']});
    expect(JSON.stringify(rows)).not.toContain('5678');
  });

  it.each<[string, Caller, string | null, string]>([
    ['its reporter', reporter, null, 'DONE'],
    ['the host of the track', as('TRACK_HOST', 'ah', `${campaignId}/song`), null, 'DONE'],
    ['an auditor without a reason', as('AUDITOR', 'ah'), null, 'PERSONAL_REASON_NEEDED'],
    ['an auditor with a reason', as('AUDITOR', 'ah'), '申诉核查', 'DONE'],
    ['an auditor with an empty reason', as('AUDITOR', 'ah'), '  ', 'PERSONAL_REASON_NEEDED'],
    ['a reason of 501 characters', screener, 'a'.repeat(501), 'PERSONAL_REASON_NEEDED'],
    ['a reviewer', as('REVIEWER', 'hf'), '申诉核查', 'NOT_PERMITTED'],
    ['a sibling', as('UNIT_ADMIN', 'rail'), null, 'NOT_FOUND'],
    ['a judge', as('JUDGE', 'ah', campaignId), '申诉核查', 'NOT_FOUND'],
    ['the host of another track', as('TRACK_HOST', 'ah', `${campaignId}/poem`), null, 'NOT_FOUND'],
  ])('asked for by %s: %s', async (_who, caller, reason, code) => {
    const id = await create();
    const {revealing} = f.service.slices;
    expect(await codeOf(revealing.reveal(caller, id, ['phone'], reason))).toBe(code);
    const rows = await f.service.database.read.countBy(AuditRow, {action: 'revealPersonal'});
    expect(rows).toBe(code === 'DONE' ? 1 : 0);
  });

  it.each([
    [['about'], 'PERSONAL_FIELD_UNKNOWN'],
    [['nothing'], 'PERSONAL_FIELD_UNKNOWN'],
    [['__proto__'], 'PERSONAL_FIELD_UNKNOWN'],
    [[], 'INPUT_INVALID'],
    [Array.from({length: 101}, () => 'phone'), 'INPUT_INVALID'],
  ])('%j cannot be unmasked: %s', async (fields, code) => {
    const id = await create();
    expect(await codeOf(f.service.slices.revealing.reveal(screener, id, fields, null))).toBe(code);
  });

  it('stand in no table in plain, and open for their own work and field alone', async () => {
    const [one, two] = [await create('mill', PHONE), await create('rail', OTHER)];
    const dump: unknown[] = [];
    for (const {tableName} of f.service.database.source.entityMetadatas)
      dump.push(await f.service.database.read.query(`SELECT * FROM ${tableName}`));
    expect(JSON.stringify(dump)).not.toMatch(new RegExp(`${PHONE}|${OTHER}|154\\*|0000-?5678`));
    const {database} = f.service;
    const sealed = await database.read.findBy(PersonalField, {});
    const of = (id: string) => sealed.find(({submissionId}) => submissionId === id)!.sealed;
    await database.write(async (m) => {
      await m.update(PersonalField, {submissionId: one}, {sealed: of(two)});
      await m.update(PersonalField, {submissionId: two}, {sealed: of(one)});
    });
    expect((await phoneFor(as('UNIT_REPORTER', 'mill'), one)).value).toBeNull();
    expect((await phoneFor(as('UNIT_REPORTER', 'rail'), two)).value).toBeNull();
  });

  it('keep what they hold when a form sends the mask back, and change with everything else', async () => {
    const id = await create();
    const {submissions} = f.service.slices;
    const amend = (version: number, value: string) =>
      submissions.amend(reporter, {id, version, fields: [{key: 'phone', value}], check: () => undefined});
    await amend(1, '154****5678');
    expect((await phoneFor(reporter, id)).value).toBe(PHONE);
    await amend(2, `+86 ${spaced(OTHER, '-')}`);
    expect((await phoneFor(reporter, id)).value).toBe(`+86 ${spaced(OTHER, '-')}`);
    await amend(3, '');
    expect((await phoneFor(reporter, id)).value).toBeNull();
    expect(await f.service.database.read.count(PersonalLookUp)).toBe(0);
    expect(await codeOf(amend(4, '1'.repeat(2_001)))).toBe('SUBMISSION_INVALID');
  });

  it('are found by a whole number, however it is written, by who may see it in clear', async () => {
    await create('mill', `王小明 ${spaced(PHONE, '-')}`);
    await create('rail', OTHER);
    for (const text of [PHONE, `+86 ${spaced(PHONE)}`, fullWidth(PHONE)])
      expect([text, await search(screener, text)]).toEqual([text, 1]);
    expect(await search(system, PHONE)).toBe(1);
    expect(await search(reporter, PHONE)).toBe(1);
    expect(await search(reporter, OTHER)).toBe(0);
    for (const caller of [as('AUDITOR', 'ah'), as('REVIEWER', 'hf'), as('PLATFORM_ADMIN', 'ah')])
      expect(await search(caller, PHONE)).toBe(0);
    expect(await search(screener, '0000')).toBe(0);
  });

  it('tell the screening, and nobody else, which works of other units give the same contact', async () => {
    const [one, two, three] = [await create(), await create('rail', `+86 ${PHONE}`), await create('mill')];
    await handedIn(one);
    await handedIn(two);
    await handedIn(three);
    const shared = async (caller: Caller) =>
      (await ask(caller, one)).findings.filter(({code}: {code: string}) => code === 'CONTACT_DUPLICATE');
    expect(await shared(screener)).toEqual([
      {
        rule: 'phone',
        code: 'CONTACT_DUPLICATE',
        message: 'The same contact stands in works of other units: song-0002.',
      },
    ]);
    expect(await shared(reporter)).toEqual([]);
  });

  it('warn where a number stands in what will be public', async () => {
    const id = await create('mill', PHONE, {title: `请拨 ${spaced(PHONE)}`});
    const {findings} = await ask(reporter, id);
    expect(findings).toMatchObject([{rule: 'title', code: 'CONTACT_EXPOSED'}]);
  });

  describe('that stand in plain text', () => {
    const plainly = (id: string) =>
      f.service.database.write(async (m) => {
        await m.delete(PersonalField, {submissionId: id});
        await m.delete(PersonalLookUp, {submissionId: id});
        const entered = [
          {key: 'phone', value: PHONE},
          {key: 'about', value: '"phone"'},
        ];
        await m.update(Submission, {id}, {entered});
      });
    const sealing = () => {
      const {database, log, slices} = f.service;
      const fields = new PersonalFields(database, testVault(), log);
      return new PersonalSealing(database, slices.campaigns, fields, log);
    };
    const enteredOf = async (id: string) => (await f.service.database.read.findOneByOrFail(Submission, {id})).entered;

    it('are sealed when the service starts, once, by as many instances as there are', async () => {
      const ids = [await create(), await create('rail')];
      for (const id of ids) await plainly(id);
      expect((await phoneFor(screener, ids[0])).value).toBe('154****5678');
      const counts = await Promise.all([1, 2].map(() => sealing().campaign(campaignId)));
      expect(counts[0] + counts[1]).toBeGreaterThanOrEqual(2);
      for (const id of ids) {
        expect(await enteredOf(id)).toEqual([{key: 'about', value: '"phone"'}]);
        expect((await phoneFor(screener, id)).value).toBe('154****5678');
      }
      expect(await search(screener, PHONE)).toBe(2);
      await plainly(ids[0]);
      expect([await sealing().all(), await sealing().all()]).toEqual([1, 0]);
    });

    it('are sealed by whoever changes the work before', async () => {
      const id = await create();
      await plainly(id);
      await f.service.slices.submissions.amend(reporter, {id, version: 1, title: '新', check: () => undefined});
      expect(await enteredOf(id)).toEqual([{key: 'about', value: '"phone"'}]);
      expect((await phoneFor(reporter, id)).value).toBe(PHONE);
    });

    it('are sealed when a new definition says that they are personal', async () => {
      const id = await create();
      const tracks = definition.tracks.map((track) => ({
        ...track,
        fields: track.fields?.map((field) => (field.key === 'about' ? {...field, personal: true} : field)),
      }));
      await f.applied({definition: {...definition, tracks}, definitionVersion: 2}, 2);
      expect(await enteredOf(id)).toEqual([]);
      expect((await ask(screener, id)).fields[1]).toEqual({key: 'about', value: '****', masked: true, personal: true});
    });
  });

  describe('whose time is over', () => {
    const day = '2024-09-05T16:00:00.000Z'; // the screening ends on 6 August, Shanghai; 30 days are kept
    const retention = {...definition, policies: {...definition.policies, retention: {days: 30}}};
    const before = new Date(Date.parse(day) - 1).toISOString();
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Campaign { retention { days erasedFrom erasedAt } } } }';
    const told = async () => {
      const variables = {r: [{__typename: 'Campaign', id: campaignId}]};
      return (await execute(f.service, {query, variables})).expectData()._entities[0].retention;
    };

    it('go on the day that the definition says, by the domain clock, once, and the works stay', async () => {
      const ids = [await create(), await create('rail')];
      expect(await told()).toBeNull();
      f.clock.set('2030-01-01T00:00:00Z');
      expect(await f.service.slices.retention.sweep()).toBe(0);
      await f.applied({definition: retention, definitionVersion: 2}, 2);
      expect(await told()).toEqual({days: 30, erasedFrom: day, erasedAt: null});
      f.clock.set(before);
      expect(await f.service.slices.retention.sweep()).toBe(0);
      expect((await phoneFor(screener, ids[0])).value).toBe('154****5678');

      f.clock.set(day);
      const counts = await Promise.all([1, 2, 3, 4].map(() => f.service.slices.retention.sweep()));
      expect(counts.sort()).toEqual([0, 0, 0, 2]);
      expect(await told()).toEqual({days: 30, erasedFrom: day, erasedAt: day});
      const {fields, personalErasedAt} = await ask(screener, ids[0]);
      expect([fields[0].value, fields[1].value, personalErasedAt]).toEqual([null, '简介', day]);
      expect(await f.service.database.read.count(PersonalLookUp)).toBe(0);
      const audited = await f.service.database.read.findBy(AuditRow, {action: 'personal.retention'});
      expect(audited).toHaveLength(1);
      expect(audited[0]).toMatchObject({callerKind: 'system', subjectId: campaignId, organisationId: org('ah').id});
      expect(JSON.parse(audited[0].afterText ?? '')).toEqual({works: 2, keptForDays: 30});
      f.clock.advance(86_400_000);
      expect(await f.service.slices.retention.sweep()).toBe(0);
    });

    it('take nothing new', async () => {
      const id = await create();
      await f.applied({definition: retention, definitionVersion: 2}, 2);
      f.clock.set(day);
      const {submissions} = f.service.slices;
      const amend = (value: string) =>
        codeOf(submissions.amend(reporter, {id, version: 1, fields: [{key: 'phone', value}], check: () => undefined}));
      expect(await amend(OTHER)).toBe('PERSONAL_RETENTION_OVER');
      expect(await codeOf(create('rail'))).toBe('PERSONAL_RETENTION_OVER');
      expect(await amend('')).toBe('DONE');
    });

    it('stay while a stage has no end', async () => {
      await create();
      const stages = [{key: 'intake', opensAt: '2024-06-24T16:00:00.000Z', closesAt: null}];
      await f.applied({definition: retention, definitionVersion: 2, stages}, 2);
      f.clock.set('2034-01-01T00:00:00Z');
      expect(await f.service.slices.retention.sweep()).toBe(0);
      expect(await told()).toEqual({days: 30, erasedFrom: null, erasedAt: null});
    });
  });
});
