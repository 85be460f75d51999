import type {DefinitionFile} from '@concours/schema/definition/definition';
import {ruleSetProblems} from './asset.rules.js';
import {awardProblems, awardReferenceProblems} from './award.rules.js';
import {burdenProblems} from './burden.rules.js';
import {calendarProblems, dateProblems, intakeProblems, zoneProblems} from './calendar.rules.js';
import {classProblems} from './class.rules.js';
import type {Files} from './inherit.rules.js';
import {noticeProblems, rulingProblems} from './notice.rules.js';
import {mappingProblems, parentProblems} from './parent.rules.js';
import {planProblems} from './plan.rules.js';
import {policyProblems} from './policy.rules.js';
import type {Problem} from './problem.js';
import {relativeProblems} from './relative.rules.js';
import {roundProblems} from './round.rules.js';
import {hostingProblems, onwardProblems, standardProblems, trackProblems} from './track.rules.js';

type Section = keyof DefinitionFile;

/** Each group of rules and the sections it reads. */
const groups: {
  reads: Section[];
  check(definition: DefinitionFile, files: Files, misshapen: ReadonlySet<string>): Problem[];
}[] = [
  {reads: ['campaign'], check: zoneProblems},
  // each date by itself, so it passes over misshapen sections by itself
  {reads: [], check: (definition, _, misshapen) => dateProblems(definition, misshapen)},
  {reads: ['campaign', 'notice', 'stages', 'dates', 'tracks', 'plan', 'rounds'], check: relativeProblems},
  {reads: ['campaign'], check: parentProblems},
  {reads: ['campaign', 'tracks', 'plan'], check: mappingProblems},
  {reads: ['campaign', 'tracks'], check: hostingProblems},
  {reads: ['campaign', 'tracks'], check: onwardProblems},
  {reads: ['campaign', 'notice', 'stages', 'tracks', 'plan'], check: noticeProblems},
  {reads: ['notice', 'tracks'], check: standardProblems},
  {reads: ['rulings'], check: rulingProblems},
  {reads: ['policies'], check: policyProblems},
  {reads: ['stages', 'dates', 'tracks'], check: calendarProblems},
  {reads: ['stages', 'tracks'], check: intakeProblems},
  {reads: ['classes'], check: classProblems},
  {reads: ['ruleSets'], check: ruleSetProblems},
  {reads: ['classes', 'ruleSets', 'stages', 'tracks', 'rounds'], check: trackProblems},
  {reads: ['policies', 'stages', 'tracks', 'rounds'], check: roundProblems},
  {reads: ['plan', 'stages'], check: planProblems},
  {reads: ['awards', 'rounds'], check: awardProblems},
  {reads: ['awards', 'stages', 'tracks'], check: awardReferenceProblems},
  {reads: ['policies', 'plan', 'rounds', 'awards'], check: burdenProblems},
];

/**
 * What the shape alone can't say. A group runs when the shape of all it reads is right, so that a typing error in one
 * section does not hide what is wrong in the others.
 */
export function definitionProblems(data: unknown, misshapen: ReadonlySet<string>, files: Files = new Map()): Problem[] {
  const definition = data as DefinitionFile;
  return groups.flatMap(({reads, check}) =>
    reads.some((section) => misshapen.has(section)) ? [] : check(definition, files, misshapen),
  );
}
