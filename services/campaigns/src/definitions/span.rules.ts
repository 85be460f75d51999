import type {WhenValue} from '@concours/schema/definition/values';
import {endOf, isReal, startOf} from '../moment.rules.js';
import {intervalOf, writtenMoment} from '../written-dates.rules.js';

/** Whether it has the form of a date and is none, such as 2024-02-30 or a 13th month. */
export function isUnreal(when: WhenValue): boolean {
  if (typeof when === 'object') return 'at' in when && !isReal(when.at);
  if (when === 'TBA') return false;
  return !isReal(intervalOf(when)?.first ?? when);
}

/** First and last local time of what is written, both in it; nothing where it is no date yet, or none at all. */
export function spanOf(when: WhenValue | undefined): {from: string; until: string} | undefined {
  if (when === undefined || isUnreal(when)) return undefined;
  const days = intervalOf(when);
  const [from, until] = [days?.first ?? writtenMoment(when, 'START'), days?.last ?? writtenMoment(when, 'END')];
  return from === undefined || until === undefined ? undefined : {from: startOf(from), until: endOf(until)};
}
