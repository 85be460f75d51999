import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import type {Route} from '@concours/kernel/serve';
import {type WrittenCell, xlsxOf} from '@concours/kernel/tables/table-writer';
import type {Campaigns} from '../campaigns/campaign.service.js';
import type {MonthlyReports} from './monthly-reports.service.js';
import {type MonthlySheet, sheetOf} from './monthly-sheet.js';

const PLACE = /^\/exports\/campaigns\/monthly\/([0-9A-Z]{26})$/;
const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `GET /exports/campaigns/monthly/<id>?format=docx|xlsx&language=zh|en`: a month's report as a file. */
export function monthlyRoute(reports: MonthlyReports, campaigns: Campaigns): Route {
  const give = async (caller: Caller, url: URL) => {
    const id = PLACE.exec(url.pathname)?.[1];
    if (id === undefined) throw notFound();
    const format = url.searchParams.get('format') ?? 'docx';
    if (format !== 'docx' && format !== 'xlsx') throw inputInvalid({field: 'format'});
    const report = await reports.one(caller, id);
    const campaign = await campaigns.published(report.campaignId);
    const sheet = sheetOf(report, campaign, url.searchParams.get('language') === 'en' ? 'en' : 'zh');
    const content = format === 'docx' ? once(await writtenDocument(sheet)) : xlsxOf(linesOf(sheet), report.month);
    return {name: `${sheet.name}.${format}`, type: types[format], content};
  };
  return {
    prefix: '/exports/campaigns/monthly',
    handle: (req, res, caller) =>
      answering(req, res, {}, async (url) => {
        if (req.method !== 'GET') throw notFound();
        await sendFile(res, await give(caller, url));
      }),
  };
}

/** The library of documents is large and wanted once a month: it is loaded then. */
async function writtenDocument(sheet: MonthlySheet): Promise<Buffer> {
  const {documentOf} = await import('./monthly-document.js');
  return documentOf(sheet);
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

/** One table below the other, as the document has them. */
async function* linesOf({title, lead, tables, closing}: MonthlySheet): AsyncGenerator<WrittenCell[][]> {
  yield [[title], ...lead.map((text) => [text])];
  for (const {caption, head, rows} of tables)
    yield [
      ...[[''], [caption], head],
      ...rows.map((row) => row.map((cell) => (typeof cell === 'object' ? cell.difference : cell))),
    ];
  if (closing) yield [[''], [closing]];
}
