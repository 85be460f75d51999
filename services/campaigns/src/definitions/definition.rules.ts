import type {DefinitionFile} from '@concours/schema/definition/definition';
import {awardProblems} from './award.rules.js';
import {calendarProblems, intakeProblems} from './calendar.rules.js';
import {planProblems} from './plan.rules.js';
import type {Problem} from './problem.js';
import {roundProblems} from './round.rules.js';
import {trackProblems} from './track.rules.js';

type Section = keyof DefinitionFile;

/** Each group of rules and the sections it reads. */
const groups: {reads: Section[]; check(definition: DefinitionFile): Problem[]}[] = [
  {reads: ['campaign', 'notice', 'stages', 'tracks', 'rounds'], check: calendarProblems},
  {reads: ['stages', 'tracks'], check: intakeProblems},
  {reads: ['classes', 'stages', 'tracks', 'rounds'], check: trackProblems},
  {reads: ['policies', 'stages', 'tracks', 'rounds'], check: roundProblems},
  {reads: ['plan', 'stages'], check: planProblems},
  {reads: ['awards', 'rounds'], check: awardProblems},
];

/**
 * What the shape alone can't say. A group runs when the shape of all it reads is right, so that a typing error in one
 * section does not hide what is wrong in the others.
 */
export function definitionProblems(data: unknown, misshapen: ReadonlySet<string>): Problem[] {
  const definition = data as DefinitionFile;
  return groups.flatMap(({reads, check}) => (reads.some((section) => misshapen.has(section)) ? [] : check(definition)));
}
