import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import {type Batches, csvOf, type WrittenCell, xlsxOf} from '@concours/kernel/tables/table-writer';
import {bilingual, type TextValue} from '@concours/schema/definition/values';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import type {Plans} from './plan.service.js';
import {Plan} from './plan.js';
import type {QuotaCell} from './quota-row.js';

const ADDRESS = /^\/exports\/campaigns\/plans\/([0-9A-Z]{26})$/;
const types = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const words = {
  number: {zh: '序号', en: 'No.'},
  unit: {zh: '单位', en: 'Unit'},
  quota: {zh: '任务数', en: 'quota'},
  done: {zh: '完成', en: 'done'},
  total: {zh: '合计', en: 'Total'},
};
type Tongue = 'zh' | 'en';

/** `GET /exports/campaigns/plans/<id>?format=xlsx|csv&language=`: the plan as the annex prints it, with what has been done beside (R47). */
export class PlanExport {
  readonly route: Route = {
    prefix: '/exports/campaigns/plans',
    handle: (req, res, caller) =>
      answering(req, res, {}, async (url) => {
        const id = ADDRESS.exec(url.pathname)?.[1];
        if (req.method !== 'GET' || id === undefined) throw notFound();
        const format = (url.searchParams.get('format') ?? 'xlsx').toUpperCase();
        if (format !== 'CSV' && format !== 'XLSX') throw inputInvalid({field: 'format'});
        const tongue = url.searchParams.get('language')?.toLowerCase() === 'en' ? 'en' : 'zh';
        const {name, batches} = await this.table(caller, id, tongue);
        const content =
          format === 'CSV' ? csvOf(batches) : xlsxOf(batches, name.slice(0, 31).replaceAll(/[[\]:*?/\\]/g, ' '));
        await sendFile(res, {name: `${name}.${format.toLowerCase()}`, type: types[format], content});
      }),
  };

  constructor(
    private readonly campaigns: Campaigns,
    private readonly organisations: OrganisationRefs,
    private readonly plans: Plans,
  ) {}

  async table(caller: Caller, planId: string, tongue: Tongue): Promise<{name: string; batches: Batches}> {
    const plan = Plan.of(await this.campaigns.one(caller, planId));
    if (!plan) throw notFound();
    return {name: `${plan.campaign.key}-plan`, batches: this.batches(plan, tongue)};
  }

  private async *batches(plan: Plan, tongue: Tongue): AsyncGenerator<WrittenCell[][]> {
    const inTongue = (text: TextValue) => bilingual(text)[tongue];
    const metrics = plan.cellMetrics().map(({definition}) => definition);
    yield [
      [
        words.number[tongue],
        words.unit[tongue],
        ...metrics.flatMap(({name, unit}) => {
          const heading = `${inTongue(name)} (${inTongue(unit)})`;
          return [`${heading} ${words.quota[tongue]}`, `${heading} ${words.done[tongue]}`];
        }),
      ],
    ];
    // rows that are no unit stand between the others, where the notice prints them
    const buckets = await this.plans.buckets(plan);
    let position = 0;
    const bucketRows = (before: number): WrittenCell[][] =>
      buckets
        .filter((bucket) => bucket.position >= position && bucket.position < before)
        .map((bucket) => [bucket.position + 1, bucket.names[tongue], ...bucket.cells.flatMap(numbers)]);
    for (let after: string | undefined; ;) {
      const page = await this.plans.rowPage(plan, {first: 200, after});
      const units = await this.organisations.byIds(page.nodes.map(({organisation}) => organisation.id));
      const rows: WrittenCell[][] = [];
      for (const {organisation, position: at, cells} of page.nodes) {
        rows.push(...bucketRows(at ?? 0));
        position = (at ?? 0) + 1;
        const unit = units.get(organisation.id);
        rows.push([position, (tongue === 'zh' ? unit?.nameZh : unit?.nameEn) ?? '', ...cells.flatMap(numbers)]);
      }
      yield rows;
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor ?? undefined;
    }
    const totals = await this.plans.totals(plan);
    yield [...bucketRows(Infinity), ['', words.total[tongue], ...totals.flatMap(numbers)]];
  }
}

/** No number is an empty cell, and not 0 (A18). */
const numbers = ({target, done}: QuotaCell): WrittenCell[] => [target ?? '', done];
