import {emptyForm, type ReportForm} from './report-form';

/** What is typed and not yet saved survives a closed tab: kept on this device, by report or by campaign for a new one. */
const nameOf = (key: string) => `concours.report.${key}`;

export function keepDraft(key: string, form: ReportForm | null): void {
  if (form) localStorage.setItem(nameOf(key), JSON.stringify(form));
  else localStorage.removeItem(nameOf(key));
}

export function keptDraft(key: string): ReportForm | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const known = Object.entries(kept).filter(([field, value]) => field in emptyForm && typeof value === 'string');
    const draft: ReportForm = {...emptyForm, ...Object.fromEntries(known)};
    // The unit alone is chosen by the page itself.
    return Object.entries(draft).some(([field, value]) => field !== 'organisationId' && value) ? draft : null;
  } catch {
    return null;
  }
}
