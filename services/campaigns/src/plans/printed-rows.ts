import {bilingual} from '@concours/schema/definition/values';
import {type EntityManager, In} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {AppliedWatcher} from '../definitions/applied-watcher.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {PlanQuota} from './plan-quota.js';
import {targetsIn} from './target.rules.js';

const AT_ONCE = 1_000;

/** Keeps the rows of the notice's table as rows: however many they are, a campaign costs the same to load. */
export class PrintedRows implements AppliedWatcher {
  async applied(manager: EntityManager, campaign: Campaign): Promise<void> {
    const {id: campaignId} = campaign;
    const allocation = campaign.document.plan?.allocation;
    // the rows of a long table are not in the document that was loaded: they are here already
    if (allocation?.rows.length === 0) return;
    await manager.delete(PlanQuota, {campaignId, source: In(['ROW', 'BUCKET'])});
    const {columns = [], rows = []} = allocation ?? {};
    const ids = await idsOf(
      manager,
      rows.flatMap((row) => ('unit' in row ? [row.unit] : (row.members ?? []))),
    );
    const quotas = rows.map((row, position): PlanQuota => {
      const place = {campaignId, parent: null, position, targets: targetsIn(columns, row.quotas)};
      if ('unit' in row)
        return {...place, source: 'ROW', holder: ids.get(row.unit)!, nameZh: null, nameEn: null, members: null};
      const {zh, en} = bilingual(row.name);
      const members = (row.members ?? []).flatMap((code) => ids.get(code) ?? []);
      return {...place, source: 'BUCKET', holder: row.bucket, nameZh: zh, nameEn: en, members};
    });
    for (let from = 0; from < quotas.length; from += AT_ONCE)
      await manager
        .createQueryBuilder()
        .insert()
        .into(PlanQuota)
        .values(quotas.slice(from, from + AT_ONCE))
        .updateEntity(false)
        .execute();
  }
}

async function idsOf(manager: EntityManager, codes: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (let from = 0; from < codes.length; from += AT_ONCE) {
    const rows = await manager
      .createQueryBuilder(OrganisationRef, 'o')
      .select('o.code', 'code')
      .addSelect('o.id', 'id')
      .where({code: In(codes.slice(from, from + AT_ONCE))})
      .getRawMany<{code: string; id: string}>();
    for (const {code, id} of rows) ids.set(code, id);
  }
  return ids;
}
