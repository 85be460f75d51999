import {inputInvalid, notFound} from '@concours/kernel/refusal';
import type {Route} from '@concours/kernel/serve';
import {answering, sendFile} from '@concours/kernel/serving/downloads';
import type {AuditExportService} from './audit-export.service.js';
import type {AuditQuery} from './audit-reading.service.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const MOST_ACTIONS = 50;

/**
 * `GET /exports/audit`, streamed through the gateway by the cookie or the bearer key, as the graph. The filter's fields are those of
 * `AuditFilter`: `accountId`, `actions` (several times), `subjectType`, `subjectId`, `organisationId`, `campaignId`, `from`, `to`,
 * `text`; and `language`. A file of CSV in UTF-8.
 */
export function auditRoutes(exporting: AuditExportService): Route[] {
  return [
    {
      prefix: '/exports/audit',
      handle: (req, res, caller) =>
        answering(req, res, {}, async (url) => {
          if (req.method !== 'GET' || url.pathname !== '/exports/audit') throw notFound();
          const language = url.searchParams.get('language')?.toLowerCase() === 'en' ? 'en' : 'zh';
          const content = await exporting.csv(caller, filterOf(url.searchParams), language);
          const name = language === 'zh' ? '操作日志.csv' : 'audit-trail.csv';
          await sendFile(res, {name, type: 'text/csv; charset=utf-8', content});
        }),
    },
  ];
}

function filterOf(given: URLSearchParams): AuditQuery {
  const text = (field: string, most: number): string | null => {
    const value = given.get(field);
    if (value !== null && value.length > most) throw inputInvalid({field});
    return value === '' ? null : value;
  };
  const instant = (field: string): Date | null => {
    const value = text(field, 40);
    if (value === null) return null;
    const at = new Date(value);
    if (!INSTANT.test(value) || Number.isNaN(at.getTime())) throw inputInvalid({field});
    return at;
  };
  const actions = given.getAll('actions').filter((action) => action !== '');
  if (actions.length > MOST_ACTIONS || actions.some((action) => action.length > 80)) {
    throw inputInvalid({field: 'actions'});
  }
  return {
    accountId: text('accountId', 26),
    actions,
    subjectType: text('subjectType', 60),
    subjectId: text('subjectId', 191),
    organisationId: text('organisationId', 26),
    campaignId: text('campaignId', 26),
    from: instant('from'),
    to: instant('to'),
    text: text('text', 100),
  };
}
