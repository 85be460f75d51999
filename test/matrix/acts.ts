import {handingOutAccess, permissions, type Permission} from '@concours/schema/access';
import {heard, type Asker, type Finding, inParallel, type Make, spotName, type Tried} from './asking.js';
import {holds, holdsSomewhere, type Held, type Spot} from './places.js';
import type {World} from './world-rows.js';

/** A mutation, or a question that refuses who may not ask it. */
export interface ActCase {
  /** What its mark in the graph has to say. */
  needs: readonly (Permission | 'own')[];
  document: string;
  spots: readonly Spot[];
  /** Of something at the spot. Whoever may do it gets another refusal for it, or does what can be done again. */
  make: Make;
  /** Where the permission has to be held, if not at the spot itself. */
  heldAt?: (spot: Spot) => Spot;
  /** Of something that does not exist, for what is named by an id that may be hidden. */
  absent?: Make;
  /** What a caller hears of what they may not see, and of what does not exist. NOT_PERMITTED unless told. */
  hidden?: 'NOT_FOUND';
  /** Whether the thing may be seen. What may be seen and not be done is NOT_PERMITTED. */
  seen?: (held: Held[], spot: Spot) => boolean;
}

/** One that needs no permission of the table: what each asker hears. */
export interface OpenCase {
  needs: readonly string[];
  document: string;
  make: Make;
  expected: (asker: Asker) => string | readonly string[];
}

/** Hands out access: done by persons, never by a key of theirs. */
const isPersonal = (needs: readonly string[]): boolean =>
  needs.some((need) => handingOutAccess.includes(need as never));

/** Nobody's, of the right shape. */
export const ABSENT = '01J0000000000000000000ZZZZ';
const refusals = ['NOT_SIGNED_IN', 'NOT_PERMITTED', 'NOT_FOUND', 'READ_ONLY', 'PERSON_NEEDED'];

/** Each mutation by each asker at each place: permitted means any answer but a refusal for want of a permission. */
export async function tryActs(
  world: World,
  askers: readonly Asker[],
  cases: Readonly<Record<string, ActCase>>,
): Promise<Tried> {
  const findings: Finding[] = [];
  const texts: Tried['heard'] = [];
  let asked = 0;
  for (const [field, each] of Object.entries(cases)) {
    await inParallel(askers, async (asker) => {
      const {held} = asker;
      const needs = each.needs.filter((need): need is Permission => need in permissions);
      const somewhere = needs.some((need) => holdsSomewhere(held, need));
      // what a role that may do it nowhere is confined to makes no difference
      if (!somewhere && held.some(({within}) => within !== '')) return;
      const differs = (place: string, expected: string, got: string): void => {
        if (expected !== got) findings.push({field, asker: asker.name, place, expected, got});
      };
      const barred = barredFrom(asker, each);
      const stranger =
        barred ?? (asker.kind === 'anonymous' ? 'NOT_SIGNED_IN' : (isQuestion(each) && each.hidden) || 'NOT_PERMITTED');
      const absent = each.absent && (await heard(asker, each.document, await each.absent(world, {}, asker)));
      if (absent) asked++;
      const forAbsent = somewhere && !barred ? (each.hidden ?? 'NOT_PERMITTED') : stranger;
      if (absent) differs('what does not exist', forAbsent, absent.code);
      // and they are refused before anything is read: one place shows that as well as all
      for (const spot of somewhere ? each.spots : each.spots.slice(0, 1)) {
        asked++;
        const got = await heard(asker, each.document, await each.make(world, spot, asker));
        texts.push({asker, text: got.text});
        const at = each.heldAt?.(spot) ?? spot;
        if (!barred && needs.some((need) => holds(held, need, at))) {
          if (refusals.includes(got.code)) differs(spotName(spot), 'permitted', got.code);
          continue;
        }
        const visible = each.seen?.(held, spot) ?? false;
        differs(spotName(spot), somewhere && visible && !barred ? 'NOT_PERMITTED' : forAbsent, got.code);
        if (absent && !visible) differs(`${spotName(spot)}: the same words`, absent.message, got.message);
      }
    });
  }
  return {findings, asked, heard: texts};
}

/** A question refuses nobody before it is known what they ask about. */
const isQuestion = ({document}: ActCase): boolean => document.startsWith('query');

/** Why somebody may do it nowhere, whatever they hold. */
function barredFrom(
  {kind, readOnly}: Asker,
  {needs, document}: Pick<ActCase, 'document'> & {needs: readonly string[]},
) {
  if (!document.startsWith('mutation')) return undefined;
  if (readOnly) return 'READ_ONLY';
  return kind === 'key' && isPersonal(needs) ? 'PERSON_NEEDED' : undefined;
}

export async function tryOpen(
  world: World,
  askers: readonly Asker[],
  cases: Readonly<Record<string, OpenCase>>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [field, each] of Object.entries(cases))
    for (const asker of askers) {
      const {code} = await heard(asker, each.document, await each.make(world, {}, asker));
      const expected = [barredFrom(asker, each) ?? each.expected(asker)].flat();
      if (!expected.includes(code))
        findings.push({field, asker: asker.name, place: '—', expected: expected.join(' or '), got: code});
    }
  return findings;
}
