import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {sendJson} from '@concours/kernel/serving/wire';
import {csvOf, xlsxOf, type Batches} from '@concours/kernel/tables/table-writer';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import {MAX_FILE} from './import-job.js';
import type {ImportUploadService} from './import-upload.service.js';
import {ImportFormats, ImportModes, ImportOutcomes, type ImportFormat, type ImportOutcome} from './import.kinds.js';
import {importFileEmpty, importFileTooLarge, importLengthRequired} from './import.refusals.js';
import type {OrganisationExportService} from './organisation-export.service.js';
import type {RowReportService} from './row-report.service.js';

const REPORT = /^\/imports\/organisations\/([0-9A-Z]{26})\/rows$/;
const types: Record<ImportFormat, string> = {
  CSV: 'text/csv; charset=utf-8',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const statusOf: Record<string, number> = {
  ORGANISATION_IMPORT_FILE_TOO_LARGE: 413,
  ORGANISATION_IMPORT_LENGTH_REQUIRED: 411,
};

interface Parts {
  uploads: ImportUploadService;
  exports: OrganisationExportService;
  reports: RowReportService;
}

/**
 * Files of organisations, in and out, streamed through the gateway:
 * `POST /imports/organisations?name=&mode=` takes one (its bytes are the body) and answers the id of its import;
 * `GET /imports/organisations/<id>/rows?outcome=REFUSED` gives rows of one back, with what is wrong with them;
 * `GET /exports/organisations?under=&format=` gives a subtree. All by the cookie or the bearer key, as the graph.
 */
export function importsRoutes({uploads, exports, reports}: Parts): Route[] {
  const take = async (req: IncomingMessage, res: ServerResponse, caller: Caller, url: URL): Promise<void> => {
    const length = Number(req.headers['content-length'] ?? NaN);
    uploads.demand(caller);
    if (!Number.isSafeInteger(length)) throw importLengthRequired();
    if (length > MAX_FILE) throw importFileTooLarge({most: MAX_FILE});
    const mode = chosen(ImportModes, url.searchParams.get('mode') ?? ImportModes.ADD, 'mode');
    const name = nameOf(url.searchParams.get('name') ?? '');
    // a refusal in the middle must still be answered: the library's iterator would end the connection
    const content = req.iterator({destroyOnReturn: false}) as AsyncIterable<Buffer>;
    const {id} = await uploads.take(caller, {name, mode, content}).catch((error: unknown) => {
      throw req.readableAborted ? importFileEmpty() : error;
    });
    sendJson(res, 201, {id});
  };
  const report = async (res: ServerResponse, caller: Caller, id: string, url: URL): Promise<void> => {
    const outcome: ImportOutcome = chosen(ImportOutcomes, url.searchParams.get('outcome') ?? 'REFUSED', 'outcome');
    const {name, batches} = await reports.of(caller, id, {outcome, language: languageOf(url)});
    await sendSheet(res, name, 'CSV', batches);
  };
  const give = async (res: ServerResponse, caller: Caller, url: URL): Promise<void> => {
    const format = chosen(ImportFormats, (url.searchParams.get('format') ?? 'CSV').toUpperCase(), 'format');
    const under = url.searchParams.get('under');
    const language = languageOf(url);
    const {root, rowCount, batches} = await exports.of(caller, {under, format, language});
    res.setHeader('x-row-count', rowCount);
    await sendSheet(res, `${language === 'zh' ? '组织架构' : 'organisations'}-${root.code}`, format, batches);
  };
  return [
    {
      prefix: '/imports/organisations',
      handle: (req, res, caller) =>
        answering(req, res, statusOf, async (url) => {
          const id = REPORT.exec(url.pathname)?.[1];
          if (req.method === 'GET' && id !== undefined) return report(res, caller, id, url);
          if (req.method !== 'POST' || url.pathname !== '/imports/organisations') throw notFound();
          return take(req, res, caller, url);
        }),
    },
    {
      prefix: '/exports/organisations',
      handle: (req, res, caller) =>
        answering(req, res, statusOf, async (url) => {
          if (req.method !== 'GET' || url.pathname !== '/exports/organisations') throw notFound();
          return give(res, caller, url);
        }),
    },
  ];
}

function sendSheet(res: ServerResponse, name: string, format: ImportFormat, batches: Batches): Promise<void> {
  const content =
    format === 'CSV' ? csvOf(batches) : xlsxOf(batches, name.slice(0, 31).replaceAll(/[[\]:*?/\\]/g, ' '));
  return sendFile(res, {name: `${name}.${format.toLowerCase()}`, type: types[format], content});
}

function chosen<T extends string>(of: Record<T, T>, value: string, field: string): T {
  if (!Object.hasOwn(of, value)) throw inputInvalid({field});
  return value as T;
}

const languageOf = (url: URL): 'zh' | 'en' => (url.searchParams.get('language')?.toLowerCase() === 'en' ? 'en' : 'zh');

/** For people to read: without a path, and without what can't be seen. */
function nameOf(text: string): string {
  const last = text.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  return [...plain].slice(0, 200).join('') || '—';
}
