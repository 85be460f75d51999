import {AuditRow} from '@concours/kernel/audit/audit-row';
import {newId} from '@concours/kernel/ids';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import type {Role} from '@concours/schema/access';
import {rowOf, scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {AuditTrailRow} from './audit-trail-row.js';

const CAMPAIGN = '01HCAMPAIGN000000000000000';
const OTHER = '01HCAMPAIGN111111111111111';
const PERSON = '01HPERSON00000000000000000';

const TRAIL = `query ($first: Int! = 50, $after: String, $filter: AuditFilter) {
  auditTrail(first: $first, after: $after, filter: $filter) {
    nodes {
      id at action role reason before after requestId campaignId service seq hash
      actor { kind id name } subject { type id } organisation { code } roleOrganisation { code }
    }
    totalCount
    pageInfo { endCursor hasNextPage }
  }
}`;

describe.each(engines)('the audit trail on %s', (engine) => {
  let scratch: Scratch;
  let seq = 0;

  beforeAll(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah', 'ah.hefei.shushan': 'ah.hefei', 'ah.wuhu': 'ah', gx: null});
    await gather([
      {action: 'a1', organisationId: await scratch.id('ah')},
      {action: 'a2', organisationId: await scratch.id('ah.hefei'), callerId: PERSON, reason: '50%_!'},
      {action: 'a3', organisationId: await scratch.id('ah.hefei.shushan'), campaignId: CAMPAIGN},
      {action: 'a4', organisationId: await scratch.id('ah.wuhu'), campaignId: OTHER, afterText: '{"name":"新"}'},
      {action: 'a5', organisationId: null, subjectType: 'Session', subjectId: 's'},
      {action: 'a6', organisationId: await scratch.id('gx')},
    ]);
  });
  afterAll(() => scratch.close());

  async function gather(rows: Partial<AuditTrailRow>[]): Promise<void> {
    const plain = {callerKind: 'account', subjectType: 'Organisation', subjectId: 'o', requestId: 'r', prevHash: 'p'};
    await scratch.service.database.write(async (manager) => {
      for (const row of rows) {
        seq++;
        await manager.insert(AuditTrailRow, {
          ...plain,
          id: newId(),
          at: new Date(Date.UTC(2024, 4, 1, 0, 0, seq)),
          service: 'scoring',
          seq,
          hash: 'h',
          ...row,
        });
      }
    });
  }

  const ask = (caller: object, variables: object = {}) =>
    execute(scratch.service, {query: TRAIL, variables: {...variables}, caller});
  const holder = async (role: Role, at: string, within?: string) =>
    accountWith(grantOf(role, await scratch.path(at), within));
  const actionsFor = async (caller: object, filter: object | null = null) => {
    const {auditTrail} = (await ask(caller, {filter})).expectData();
    expect(auditTrail.totalCount).toBe(auditTrail.nodes.length);
    return auditTrail.nodes.map((row: {action: string}) => row.action);
  };

  test.each<[Role, string, string | undefined, string[]]>([
    ['PLATFORM_ADMIN', 'ah', undefined, ['a5', 'a4', 'a3', 'a2', 'a1']],
    ['AUDITOR', 'ah', undefined, ['a5', 'a4', 'a3', 'a2', 'a1']],
    ['AUDITOR', 'gx', undefined, ['a6', 'a5']],
    ['AUDITOR', 'ah.hefei', undefined, ['a3', 'a2']],
    ['AUDITOR', 'ah.hefei.shushan', undefined, ['a3']],
    ['AUDITOR', 'ah', CAMPAIGN, ['a3']],
    ['AUDITOR', 'ah.wuhu', CAMPAIGN, []],
  ])('shows %s at %s within %s what was done there and below', async (role, at, within, seen) => {
    expect(await actionsFor(await holder(role, at, within))).toEqual(seen);
  });

  test.each<[Role, string, string | undefined]>([
    ['UNIT_ADMIN', 'ah', undefined],
    ['CAMPAIGN_OWNER', 'ah', undefined],
    ['JUDGE', 'ah', undefined],
    ['AUDITOR', 'ah', `${CAMPAIGN}/songs`],
  ])('is refused to %s at %s within %s', async (role, at, within) => {
    (await ask(await holder(role, at, within))).expectRefusal('NOT_PERMITTED');
  });

  test('is refused to strangers', async () => {
    (await ask({})).expectRefusal('NOT_SIGNED_IN');
  });

  test.each<[object, string[]]>([
    [{accountId: PERSON}, ['a2']],
    [{actions: ['a1', 'a3']}, ['a3', 'a1']],
    [{subjectType: 'Session'}, ['a5']],
    [{subjectId: 's'}, ['a5']],
    [{campaignId: CAMPAIGN}, ['a3']],
    [{from: '2024-05-01T08:00:03+08:00', to: '2024-05-01T00:00:05Z'}, ['a4', 'a3']],
    [{text: '新'}, ['a4']],
    [{text: '50%_!'}, ['a2']],
    [{text: '5_%'}, []],
    [{text: ' '}, ['a5', 'a4', 'a3', 'a2', 'a1']],
    [{organisationId: '01HNOSUCH00000000000000000'}, []],
    [{actions: ['a1', 'a2'], text: '50'}, ['a2']],
  ])('is filtered by %j', async (filter, seen) => {
    expect(await actionsFor(await holder('AUDITOR', 'ah'), filter)).toEqual(seen);
  });

  test('is filtered by a unit, which never widens what one may see', async () => {
    const filter = {organisationId: await scratch.id('ah')};
    expect(await actionsFor(await holder('AUDITOR', 'ah'), filter)).toEqual(['a4', 'a3', 'a2', 'a1']);
    expect(await actionsFor(await holder('AUDITOR', 'ah.hefei'), filter)).toEqual(['a3', 'a2']);
    expect(await actionsFor(await holder('AUDITOR', 'gx'), filter)).toEqual([]);
  });

  test('comes in pages without a row twice or left out, also of one instant', async () => {
    const caller = await holder('AUDITOR', 'gx');
    const at = new Date(Date.UTC(2024, 4, 2));
    await gather(Array.from({length: 7}, () => ({action: 'many', at})));
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const {auditTrail} = (await ask(caller, {first: 3, after, filter: {actions: ['many']}})).expectData();
      seen.push(...auditTrail.nodes.map((row: {id: string}) => row.id));
      if (!auditTrail.pageInfo.hasNextPage) break;
      after = auditTrail.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test.each(['x', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('[1e99,"b"]').toString('base64url')])(
    'refuses the forged position %s',
    async (after) => {
      (await ask(await holder('AUDITOR', 'ah'), {after})).expectRefusal('CURSOR_INVALID');
    },
  );

  test('tells of each row who did it, as what and to what', async () => {
    await gather([
      {
        action: 'whole',
        callerId: PERSON,
        callerName: '张三',
        role: 'UNIT_ADMIN',
        roleOrganisationId: await scratch.id('ah'),
        organisationId: await scratch.id('ah.hefei'),
        beforeText: '{"a":1}',
        afterText: '{"a":2}',
        reason: '写错了',
      },
    ]);
    const {auditTrail} = (await ask(await holder('AUDITOR', 'ah'), {filter: {actions: ['whole']}})).expectData();
    expect(auditTrail.nodes[0]).toMatchObject({
      actor: {kind: 'ACCOUNT', id: PERSON, name: '张三'},
      role: 'UNIT_ADMIN',
      roleOrganisation: {code: 'ah'},
      organisation: {code: 'ah.hefei'},
      subject: {type: 'Organisation', id: 'o'},
      before: '{"a":1}',
      after: '{"a":2}',
      reason: '写错了',
      service: 'scoring',
      hash: 'h',
    });
  });

  test('an import is told below each unit that was there before, whoever else came in with it', async () => {
    const {service} = scratch;
    const editor = await holder('UNIT_ADMIN', 'ah');
    const row = (code: string, parentCode: string) => rowOf(code, parentCode);
    await service.slices.importing.import(editor, [
      ...[row('n1', 'ah.wuhu'), row('n2', 'n1'), row('n3', 'ah.hefei')],
      ...Array.from({length: 250}, (_, index) => row(`m${index}`, 'n3')),
    ]);
    const rows = await service.database.read.find(AuditRow, {
      where: {action: 'importOrganisations', callerKind: 'account'},
      order: {id: 'ASC'},
    });
    const [wuhu, hefei] = [await scratch.id('ah.wuhu'), await scratch.id('ah.hefei')];
    expect(rows.map(({organisationId, role}) => [organisationId, role])).toEqual([
      [wuhu, 'UNIT_ADMIN'],
      [hefei, 'UNIT_ADMIN'],
      [hefei, 'UNIT_ADMIN'],
    ]);
    const codes = rows.flatMap(({afterText}) => (JSON.parse(afterText ?? '') as {codes: string[]}).codes);
    expect(codes.slice(0, 3)).toEqual(['n1', 'n2', 'n3']);
    expect(codes).toHaveLength(253);
  });
});
