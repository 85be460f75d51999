import type {PoliciesDefinition} from '@concours/schema/definition/policies';

/** What a campaign keeps about reminders (R112): how many a unit may get in seven days, and at what time of a working day. */
export interface ReminderRule {
  perUnitPerWeek: number;
  from: string;
  until: string;
}

export type Forbidden = 'OFF' | 'DAY' | 'HOURS';

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

export function reminderRuleOf({reminders}: Pick<PoliciesDefinition, 'reminders'>): ReminderRule {
  const {perUnitPerWeek = 1, from = '08:30', until = '17:30'} = reminders ?? {};
  return {perUnitPerWeek, from, until};
}

/** Local times are `YYYY-MM-DDTHH:MM:SS.mmm` in the campaign's zone. The last minute belongs to the working hours, whole. */
export function forbiddenAt(local: string, {perUnitPerWeek, from, until}: ReminderRule): Forbidden | null {
  if (perUnitPerWeek === 0) return 'OFF';
  if (!isWorkingDay(local.slice(0, 10))) return 'DAY';
  const time = local.slice(11, 16);
  return time < from || time > until ? 'HOURS' : null;
}

/** The local time itself where nothing forbids it, else the next beginning of working hours; null where reminders are off. */
export function nextAllowed(local: string, rule: ReminderRule): string | null {
  const forbidden = forbiddenAt(local, rule);
  if (forbidden === null) return local;
  if (forbidden === 'OFF') return null;
  let day = local.slice(0, 10);
  if (forbidden === 'DAY' || local.slice(11, 16) > rule.until) day = dayAfter(day);
  while (!isWorkingDay(day)) day = dayAfter(day);
  return `${day}T${rule.from}:00.000`;
}

export interface Slot {
  slot: number;
  at: Date;
}

/**
 * Which of a unit's places for reminders is free: as many as the rule gives, each taken for seven days. Otherwise from when one will
 * be; after the rule became stricter, more may be taken than it gives.
 */
export function freeSlot(slots: readonly Slot[], most: number, now: Date): {slot: number} | {freeAt: Date} {
  const taken = slots.filter(({at}) => at.getTime() > now.getTime() - WEEK_MS);
  if (taken.length < most) {
    const numbers = new Set(taken.map(({slot}) => slot));
    let slot = 0;
    while (numbers.has(slot)) slot += 1;
    return {slot};
  }
  const ages = taken.map(({at}) => at.getTime()).sort((a, b) => a - b);
  return {freeAt: new Date((ages[taken.length - most] ?? now.getTime()) + WEEK_MS)};
}

/** Monday to Friday: public holidays and the days worked for them are announced anew each year, and no definition holds them. */
function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

const dayAfter = (day: string): string =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + DAY_MS).toISOString().slice(0, 10);
