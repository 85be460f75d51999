/** The report as typed, what is wrong with it, and what is sent. Pure; the platform checks the same again. */
export interface ReportForm {
  organisationId: string;
  title: string;
  heldOn: string;
  form: string;
  place: string;
  content: string;
  participants: string;
  workersReached: string;
  publicists: string;
  audience: string;
  enterprise: string;
  links: string;
  /** Keys of the definition, by line. */
  topics: string;
  channels: string;
  confirmed: string;
}

export const emptyForm: ReportForm = {
  organisationId: '',
  title: '',
  heldOn: '',
  form: '',
  place: '',
  content: '',
  participants: '',
  workersReached: '',
  publicists: '',
  audience: '',
  enterprise: '',
  links: '',
  topics: '',
  channels: '',
  confirmed: '',
};

export interface Problem {
  key: 'required' | 'tooLong' | 'notNumber' | 'notDay' | 'notLink';
  most?: number;
}
export type Problems = Partial<Record<keyof ReportForm, Problem>>;

export const textLimits = {title: 120, place: 200, content: 5000} as const;
export const numberLimits = {
  participants: 1_000_000,
  workersReached: 1_000_000,
  publicists: 100_000,
  audience: 100_000_000,
} as const;
const LINK = /^https?:\/\/[^\s<>"']{3,490}$/;

export const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Full-width digits are what a Chinese keyboard types; they mean the same. */
export function wholeNumber(text: string): number | null {
  const plain = text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

export function problemsOf(form: ReportForm, today: string): Problems {
  const problems: Problems = {};
  for (const field of ['organisationId', 'form'] as const) if (!form[field]) problems[field] = {key: 'required'};
  for (const [field, most] of Object.entries(textLimits) as [keyof typeof textLimits, number][]) {
    const length = form[field].trim().length;
    if (length === 0) problems[field] = {key: 'required'};
    else if (length > most) problems[field] = {key: 'tooLong', most};
  }
  for (const [field, most] of Object.entries(numberLimits) as [keyof typeof numberLimits, number][]) {
    const value = wholeNumber(form[field]);
    if (form[field].trim() === '') problems[field] = {key: 'required'};
    else if (value === null || value > most) problems[field] = {key: 'notNumber', most};
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.heldOn) || form.heldOn > today) problems.heldOn = {key: 'notDay'};
  if (form.enterprise.trim().length > 120) problems.enterprise = {key: 'tooLong', most: 120};
  const links = lines(form.links);
  if (links.length > 10 || links.some((link) => !LINK.test(link))) problems.links = {key: 'notLink'};
  return problems;
}

export function inputOf(form: ReportForm) {
  const number = (text: string) => wholeNumber(text) ?? 0;
  return {
    organisationId: form.organisationId,
    title: form.title.trim(),
    heldOn: form.heldOn,
    form: form.form,
    place: form.place.trim(),
    content: form.content.trim(),
    participants: number(form.participants),
    workersReached: number(form.workersReached),
    publicists: number(form.publicists),
    audience: number(form.audience),
    enterprise: form.enterprise.trim() || null,
    links: lines(form.links),
    topics: lines(form.topics),
    channels: lines(form.channels),
    confirmed: lines(form.confirmed),
  };
}

export interface StoredReport {
  title: string;
  heldOn: string;
  place: string;
  content: string;
  participants: number;
  workersReached: number;
  publicists: number;
  audience: number;
  enterprise: string | null;
  links: string[];
  form: {key: string};
  topics: readonly {key: string}[];
  channels: readonly {key: string}[];
  confirmed: readonly string[];
  organisation: {id: string};
}

export function formOf(report: StoredReport): ReportForm {
  return {
    organisationId: report.organisation.id,
    title: report.title,
    heldOn: report.heldOn,
    form: report.form.key,
    place: report.place,
    content: report.content,
    participants: String(report.participants),
    workersReached: String(report.workersReached),
    publicists: String(report.publicists),
    audience: String(report.audience),
    enterprise: report.enterprise ?? '',
    links: report.links.join('\n'),
    topics: report.topics.map(({key}) => key).join('\n'),
    channels: report.channels.map(({key}) => key).join('\n'),
    confirmed: report.confirmed.join('\n'),
  };
}
