import type {BilingualText} from '@concours/kernel/refusal';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import type {TextValue} from '@concours/schema/definition/values';
import {isReal} from '../moment.rules.js';

export type State = 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'STRUCK';
export type Act = 'AMEND' | 'SUBMIT' | 'RETURN' | 'APPROVE' | 'CORRECT';

const from: Record<Act, readonly State[]> = {
  AMEND: ['DRAFT', 'RETURNED'],
  SUBMIT: ['DRAFT', 'RETURNED'],
  RETURN: ['SUBMITTED'],
  APPROVE: ['SUBMITTED'],
  CORRECT: ['APPROVED'],
};

export const permits = (act: Act, state: State): boolean => from[act].includes(state);

export interface ReportFields {
  title: string;
  heldOn: string;
  form: string;
  place: string;
  content: string;
  participants: number;
  workersReached: number;
  publicists: number;
  audience: number;
  enterprise: string | null;
  links: string[];
  topics?: string[] | null;
  channels?: string[] | null;
  confirmed?: string[] | null;
}

/** What a plan lets a report say. */
export interface Choices {
  forms: readonly string[];
  topics: readonly string[];
  channels: readonly string[];
  confirm: readonly string[];
}

export interface Fault {
  field: string;
  reason: BilingualText;
}

const texts: Record<'title' | 'place' | 'content', number> = {title: 120, place: 200, content: 5000};
const numbers: Record<'participants' | 'workersReached' | 'publicists' | 'audience', number> = {
  participants: 1_000_000,
  workersReached: 1_000_000,
  publicists: 100_000,
  audience: 100_000_000,
};
const MOST_LINKS = 10;
const LINK = /^https?:\/\/[^\s<>"']{3,490}$/;

/** The figures of a correction, and the day that says for which month they count. */
export type Counted = Pick<
  ReportFields,
  'heldOn' | 'participants' | 'workersReached' | 'publicists' | 'audience' | 'enterprise'
>;

export const countedOf = ({
  heldOn,
  participants,
  workersReached,
  publicists,
  audience,
  enterprise,
}: Counted): Counted => ({
  ...{heldOn, participants, workersReached},
  ...{publicists, audience, enterprise},
});

/** What is wrong with a report's fields; `today` is the day in the campaign's zone. */
export function faultsOf(fields: ReportFields, {forms, topics, channels, confirm}: Choices, today: string): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, zh: string, en: string) => void faults.push({field, reason: {zh, en}});
  for (const [field, most] of Object.entries(texts)) {
    const length = fields[field as keyof typeof texts].trim().length;
    if (length < 1 || length > most) fault(field, `须为 1 至 ${most} 个字。`, `1 to ${most} characters.`);
  }
  faults.push(...countedFaults(fields, today));
  if (!forms.includes(fields.form)) fault('form', `只能是：${forms.join('、')}。`, `one of: ${forms.join(', ')}.`);
  const lists = {topics, channels, confirmed: confirm};
  for (const [field, known] of Object.entries(lists)) {
    const chosen = fields[field as keyof typeof lists] ?? [];
    if (chosen.length > known.length || chosen.some((key) => !known.includes(key)))
      fault(field, `只能从中选择：${known.join('、') || '（无）'}。`, `only of these: ${known.join(', ') || 'none'}.`);
  }
  if (fields.links.length > MOST_LINKS)
    fault('links', `至多 ${MOST_LINKS} 个链接。`, `at most ${MOST_LINKS} addresses.`);
  if (fields.links.some((link) => !LINK.test(link)))
    fault('links', '须为 http 或 https 网址。', 'addresses that begin with http or https.');
  return faults;
}

export function countedFaults(fields: Counted, today: string): Fault[] {
  const faults: Fault[] = [];
  const fault = (field: string, zh: string, en: string) => void faults.push({field, reason: {zh, en}});
  if ((fields.enterprise?.trim().length ?? 0) > 120) fault('enterprise', '至多 120 个字。', 'at most 120 characters.');
  for (const [field, most] of Object.entries(numbers)) {
    const value = fields[field as keyof typeof numbers];
    if (!Number.isSafeInteger(value) || value < 0 || value > most)
      fault(field, `须为 0 至 ${most} 的整数。`, `a whole number from 0 to ${most}.`);
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(fields.heldOn) || !isReal(fields.heldOn)) {
    fault('heldOn', '须为真实的日期，例如 2022-06-01。', 'a day that exists, such as 2022-06-01.');
  } else if (fields.heldOn > today) fault('heldOn', '活动日期不能晚于今天。', 'an event can not be held after today.');
  return faults;
}

/** What a plan lets a report say, as keys. */
export function choicesOf({reports}: PlanDefinition): Choices {
  const keys = (list: readonly {key: string}[] = []) => list.map(({key}) => key);
  return {
    forms: keys(reports.forms),
    topics: keys(reports.topics),
    channels: keys(reports.channels),
    confirm: keys(reports.confirm),
  };
}

/** More than anybody looks at; what is asked for is less. */
export const MOST_PHOTOS = 9;

/** How many photos a report must have, and why: none at all where the definition does not say why (R140). */
export function photosAsked({reports: {evidence}}: PlanDefinition): {why: TextValue; least: number} | null {
  if (evidence === undefined) return null;
  return typeof evidence === 'object' && 'photos' in evidence
    ? {why: evidence.why, least: evidence.photos}
    : {why: evidence, least: 1};
}

/** What a unit has not confirmed of what the plan asks it to (R117). */
export const missingOf = (plan: PlanDefinition, confirmed: readonly string[]): string[] =>
  choicesOf(plan).confirm.filter((key) => !confirmed.includes(key));
