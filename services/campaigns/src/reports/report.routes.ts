import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import type {Route} from '@concours/kernel/serve';
import {csvOf, type WrittenCell, xlsxOf} from '@concours/kernel/tables/table-writer';
import {bilingual, type TextValue} from '@concours/schema/definition/values';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {OrganisationRef} from '../organisations/organisation-ref.js';
import type {OrganisationRefs} from '../organisations/organisation-ref.service.js';
import type {ActivityReport} from './activity-report.js';
import {planOf} from './report-access.service.js';
import {ReportState} from './report.kinds.js';
import type {Narrowing, ReportReading} from './report-reading.service.js';
import {tableColumns} from './report-table.rules.js';

type Spoken = 'zh' | 'en';
const PLACE = /^\/exports\/campaigns\/reports\/([0-9A-Z]{26})$/;
const TEMPLATE = /^\/exports\/campaigns\/reports\/([0-9A-Z]{26})\/template$/;
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const stateHead = {zh: '状态', en: 'State'};
const states: Record<ReportState, Record<Spoken, string>> = {
  DRAFT: {zh: '草稿', en: 'Draft'},
  SUBMITTED: {zh: '待审核', en: 'Handed in'},
  RETURNED: {zh: '已退回', en: 'Returned'},
  APPROVED: {zh: '已通过', en: 'Approved'},
  STRUCK: {zh: '已撤销', en: 'Struck out'},
};

interface Parts {
  campaigns: Campaigns;
  organisations: OrganisationRefs;
  reading: ReportReading;
}

/**
 * `GET /exports/campaigns/reports/<campaign>?format=&language=&states=&unit=&from=&until=&search=`: the statistics table of what the
 * caller may read, filtered as the list is; `…/template`: the same headings and no rows, to fill in and import.
 */
export function reportsRoute({campaigns, organisations, reading}: Parts): Route {
  const batches = async function* (
    caller: Caller,
    campaign: Campaign,
    {language, narrowing}: {language: Spoken; narrowing: Narrowing | null},
  ): AsyncGenerator<WrittenCell[][]> {
    const heads = tableColumns.map(({name}): string => name[language]);
    yield [narrowing ? [...heads, stateHead[language]] : heads];
    if (!narrowing) return;
    for await (const reports of reading.all(caller, {...narrowing, campaignId: campaign.id})) {
      const units = await organisations.byIds(reports.map(({organisationId}) => organisationId));
      yield reports.map((report) => rowOf(report, campaign, units.get(report.organisationId), language));
    }
  };
  return {
    prefix: '/exports/campaigns/reports',
    handle: (req, res, caller) =>
      answering(req, res, {}, async (url) => {
        const template = TEMPLATE.exec(url.pathname)?.[1];
        const id = template ?? PLACE.exec(url.pathname)?.[1];
        if (req.method !== 'GET' || id === undefined) throw notFound();
        const campaign = await campaigns.published(id);
        planOf(campaign);
        const format = url.searchParams.get('format') ?? 'xlsx';
        if (format !== 'csv' && format !== 'xlsx') throw inputInvalid({field: 'format'});
        const language = url.searchParams.get('language') === 'en' ? 'en' : 'zh';
        const lines = batches(caller, campaign, {language, narrowing: template ? null : narrowingOf(url)});
        const name = `${language === 'zh' ? '线下活动统计表' : 'activities'}-${campaign.key}`;
        const content = format === 'csv' ? csvOf(lines) : xlsxOf(lines, language === 'zh' ? '统计表' : 'Activities');
        await sendFile(res, {name: `${name}.${format}`, type: types[format], content});
      }),
  };
}

function narrowingOf({searchParams}: URL): Narrowing {
  const asked = searchParams.get('states')?.split('|').filter(Boolean) ?? [];
  const known = Object.values(ReportState).filter((state) => asked.includes(state));
  return {
    states: known.length > 0 ? known : null,
    organisationId: searchParams.get('unit'),
    search: searchParams.get('search')?.slice(0, 100) ?? null,
    heldFrom: searchParams.get('from'),
    heldUntil: searchParams.get('until'),
  };
}

function rowOf(
  report: ActivityReport,
  campaign: Campaign,
  unit: OrganisationRef | undefined,
  language: Spoken,
): WrittenCell[] {
  const {forms, topics, channels} = planOf(campaign).reports;
  const named = (list: readonly {key: string; name: TextValue}[] = [], keys: readonly string[] = []): string =>
    keys.map((key) => bilingual(list.find((one) => one.key === key)?.name ?? key)[language]).join('、');
  const {title, heldOn, place, content, participants, workersReached, publicists, audience, enterprise} = report;
  const cells: Record<(typeof tableColumns)[number]['key'], WrittenCell> = {
    unitCode: unit?.code ?? '',
    unit: (language === 'zh' ? unit?.nameZh : unit?.nameEn) ?? '',
    ...{title, heldOn, place, content, participants, workersReached, publicists, audience},
    form: named(forms, [report.formKey]),
    topics: named(topics, report.answers?.topics),
    channels: named(channels, report.answers?.channels),
    enterprise: enterprise ?? '',
    links: report.links.join(' '),
  };
  return [...tableColumns.map(({key}) => cells[key]), states[report.state][language]];
}
