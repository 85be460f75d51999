/** A round's rules in words. Pure: the words come in as functions. */
export interface Ballot {
  perDay: number | null;
  perRound: number | null;
  perEntryPerDay: number | null;
  perEntryPerRound: number | null;
  rolling: {marks: number; hours: number} | null;
  ballotsPerDay: number | null;
  ballotsPerRound: number | null;
  byConstituency: boolean;
  ownGroupExcluded: boolean;
  marksAtLeast: number;
  marksAtMost: number;
  ownUnitExcluded: boolean;
  visibility: 'HIDDEN' | 'DELAYED' | 'LIVE';
  delayMinutes: number | null;
}

export type LimitKey =
  | 'perDay'
  | 'perRound'
  | 'rolling'
  | 'ballotsPerDay'
  | 'ballotsPerRound'
  | 'perEntryPerDay'
  | 'perEntryPerRound'
  | 'marks'
  | 'marksExactly'
  | 'byConstituency'
  | 'ownUnit'
  | 'ownGroup'
  | 'visible_HIDDEN'
  | 'visible_DELAYED'
  | 'visible_LIVE';
export interface Said<K extends string> {
  key: K;
  values: Record<string, string | number>;
}

/** What a voter may do, one sentence each; a limit that isn't set is not mentioned. */
export function limitsOf(ballot: Ballot): Said<LimitKey>[] {
  const said: (Said<LimitKey> | false)[] = [
    ballot.perDay !== null && {key: 'perDay', values: {n: ballot.perDay}},
    ballot.perRound !== null && {key: 'perRound', values: {n: ballot.perRound}},
    ballot.rolling !== null && {key: 'rolling', values: {n: ballot.rolling.marks, hours: ballot.rolling.hours}},
    ballot.ballotsPerDay !== null && {key: 'ballotsPerDay', values: {n: ballot.ballotsPerDay}},
    ballot.ballotsPerRound !== null && {key: 'ballotsPerRound', values: {n: ballot.ballotsPerRound}},
    ballot.perEntryPerDay !== null && {key: 'perEntryPerDay', values: {n: ballot.perEntryPerDay}},
    ballot.perEntryPerRound !== null && {key: 'perEntryPerRound', values: {n: ballot.perEntryPerRound}},
    ballot.marksAtLeast === ballot.marksAtMost
      ? {key: 'marksExactly', values: {n: ballot.marksAtMost}}
      : {key: 'marks', values: {from: ballot.marksAtLeast, to: ballot.marksAtMost}},
    ballot.byConstituency && {key: 'byConstituency', values: {}},
    ballot.ownUnitExcluded && {key: 'ownUnit', values: {}},
    ballot.ownGroupExcluded && {key: 'ownGroup', values: {}},
    {key: `visible_${ballot.visibility}` as const, values: {n: ballot.delayMinutes ?? 0}},
  ];
  return said.filter((each) => each !== false);
}

/** An exact decimal as people write it: without zeros that say nothing. */
export function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Points as the platform takes them: plain digits, at most four decimals, not above the most. */
export function pointsProblem(text: string, most: string): 'blank' | 'bad' | null {
  if (text.trim() === '') return 'blank';
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(text.trim())) return 'bad';
  return scaled(text.trim()) > scaled(most) ? 'bad' : null;
}

function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4));
}

/** The sum of exact decimals, with four places. */
export function sumOf(decimals: readonly string[]): string {
  const sum = decimals.reduce((total, each) => total + scaled(each), 0n);
  return `${sum / 10_000n}.${String(sum % 10_000n).padStart(4, '0')}`;
}

/** From that instant on. */
export const isPast = (at: string | null, now: Date): boolean => at !== null && Date.parse(at) <= now.getTime();

/** Both ends belong to the window; what has no beginning has not begun, what has no end stays open. */
export function isWithin({from, until}: {from: string | null; until: string | null}, now: Date): boolean {
  const at = now.getTime();
  return from !== null && Date.parse(from) <= at && (until === null || at <= Date.parse(until));
}
