import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {permissions} from '@concours/schema/access';
import {csvOf, type Batches} from '@concours/kernel/tables/table-writer';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import type {AuditQuery, AuditReadingService} from './audit-reading.service.js';
import type {AuditTrailRow} from './audit-trail-row.js';

const ROLES: readonly string[] = permissions['audit.read'];

type Texts = Readonly<Record<'zh' | 'en', string>>;
type Unit = {code: string; nameZh: string} | undefined;

const columns: readonly {heading: Texts; of: (row: AuditTrailRow, unit: Unit, roleUnit: Unit) => string | null}[] = [
  {heading: {zh: '时间（UTC）', en: 'At (UTC)'}, of: ({at}) => at.toISOString()},
  {heading: {zh: '操作', en: 'Action'}, of: ({action}) => action},
  {heading: {zh: '操作者类型', en: 'Kind of actor'}, of: ({callerKind}) => callerKind},
  {heading: {zh: '操作者', en: 'Actor'}, of: ({callerName}) => callerName},
  {heading: {zh: '操作者编号', en: "Actor's id"}, of: ({callerId}) => callerId},
  {heading: {zh: '角色', en: 'Role'}, of: ({role}) => role},
  {heading: {zh: '授权单位', en: 'Role held at'}, of: (_row, _unit, roleUnit) => roleUnit?.nameZh ?? null},
  {heading: {zh: '单位代码', en: "Unit's code"}, of: (_row, unit) => unit?.code ?? null},
  {heading: {zh: '单位', en: 'Unit'}, of: (_row, unit) => unit?.nameZh ?? null},
  {heading: {zh: '活动编号', en: "Campaign's id"}, of: ({campaignId}) => campaignId},
  {heading: {zh: '对象类型', en: 'Kind of subject'}, of: ({subjectType}) => subjectType},
  {heading: {zh: '对象编号', en: "Subject's id"}, of: ({subjectId}) => subjectId},
  {heading: {zh: '变更前', en: 'Before'}, of: ({beforeText}) => beforeText},
  {heading: {zh: '变更后', en: 'After'}, of: ({afterText}) => afterText},
  {heading: {zh: '原因', en: 'Reason'}, of: ({reason}) => reason},
  {heading: {zh: '请求编号', en: 'Request'}, of: ({requestId}) => requestId},
  {heading: {zh: '服务', en: 'Service'}, of: ({service}) => service},
  {heading: {zh: '序号', en: 'Number'}, of: ({seq}) => String(seq)},
  {heading: {zh: '校验值', en: 'Hash'}, of: ({hash}) => hash},
];

/** The trail as a file: the rows that the same filter shows on screen, all of them, the newest first. */
export class AuditExportService {
  constructor(
    private readonly database: Database,
    private readonly reading: AuditReadingService,
    private readonly organisations: OrganisationReadingService,
  ) {}

  /** Who takes the trail out of the house is in it, too. */
  async csv(caller: Caller, query: AuditQuery, language: 'zh' | 'en'): Promise<AsyncIterable<string>> {
    const rows = await this.reading.count(caller, query);
    const [held] = caller.grants.filter(({role}) => ROLES.includes(role));
    const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value != null));
    await this.database.write((manager) =>
      record(manager, caller, {
        action: 'exportAudit',
        subject: {type: 'AuditTrail', id: 'trail'},
        // where they hold the right
        organisationId: held?.organisation,
        need: held && {roles: ROLES, path: held.path, within: held.within},
        after: {rows, filter},
      }),
    );
    return csvOf(this.batches(caller, query, language));
  }

  private async *batches(caller: Caller, query: AuditQuery, language: 'zh' | 'en'): Batches {
    yield [columns.map(({heading}) => heading[language])];
    for await (const rows of this.reading.all(caller, query)) {
      const ids = [...new Set(rows.flatMap((row) => [row.organisationId ?? [], row.roleOrganisationId ?? []].flat()))];
      const units = new Map((await this.organisations.byIds(ids)).flatMap((unit) => (unit ? [[unit.id, unit]] : [])));
      const unitOf = (id: string | null): Unit => (id === null ? undefined : units.get(id));
      yield rows.map((row) => {
        const [unit, roleUnit] = [unitOf(row.organisationId), unitOf(row.roleOrganisationId)];
        return columns.map(({of}) => of(row, unit, roleUnit) ?? '');
      });
    }
  }
}
