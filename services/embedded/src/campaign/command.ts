import {basename} from 'node:path';
import {type GraphAsker, Refused} from './client.js';

/** 0: done, or nothing wrong. 1: the definition has problems. 2: called wrongly. 3: refused. 4: the platform can't be reached. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

export const USAGE = `Usage: npm run campaign -- validate|plan|apply FILE [--reason TEXT] [--propose] [--zh]
  validate  says everything that is wrong, each with line:column
  plan      also what applying it would change, and what it would touch of what is there already
  apply     applies it; once a stage has opened, --propose --reason TEXT proposes it to a second person
The platform and who asks it: CONCOURS_URL, and CONCOURS_KEY or CONCOURS_USER with CONCOURS_PASSWORD.`;

interface Problem {
  line: number;
  column: number;
  code: string;
  message: string;
}
interface Impact {
  place: string;
  code: string;
  count: number;
  samples: string[];
  message: string;
}
interface Plan {
  campaignId: string | null;
  needsSecondPerson: boolean;
  problems: Problem[];
  changes: {kind: string; where: string[]; words: string}[];
  campaignImpact: Impact[];
  workImpact: Impact[];
  roundImpact: Impact[];
}

const IMPACT = '{ place code count samples message(language: $language) }';
const CHECK = `query ($source: String!, $language: Language!) { checkDefinition(source: $source) {
  campaignId needsSecondPerson problems { line column code message(language: $language) }
  changes { kind where(language: $language) words(language: $language) }
  campaignImpact ${IMPACT} workImpact ${IMPACT} roundImpact ${IMPACT} } }`;
const APPLY =
  'mutation ($source: String!, $reason: String) { applyDefinition(source: $source, reason: $reason) { key definitionVersion } }';
const PROPOSE =
  'mutation ($source: String!, $reason: String!) { proposeDefinition(source: $source, reason: $reason) { id } }';

export interface Asked {
  command: 'validate' | 'plan' | 'apply';
  file: string;
  reason: string | null;
  propose: boolean;
  language: 'EN' | 'ZH';
}

/** Null where nobody could tell what is meant. */
export function asked(args: readonly string[]): Asked | null {
  const at = args.indexOf('--reason');
  const reason = at < 0 ? null : args[at + 1];
  const rest = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  const [command, file, ...more] = rest.filter((arg) => !['--propose', '--zh'].includes(arg));
  if (command !== 'validate' && command !== 'plan' && command !== 'apply') return null;
  if (file === undefined || more.length > 0 || reason === undefined) return null;
  const propose = rest.includes('--propose');
  if (propose && (command !== 'apply' || !reason?.trim())) return null;
  return {command, file, reason, propose, language: rest.includes('--zh') ? 'ZH' : 'EN'};
}

export async function run(
  {command, file, reason, propose, language}: Asked,
  source: string,
  graph: Pick<GraphAsker, 'ask'>,
  say: (line: string) => void,
): Promise<ExitCode> {
  try {
    const {checkDefinition: plan} = await graph.ask<{checkDefinition: Plan}>(CHECK, {source, language});
    if (plan.problems.length > 0) {
      for (const {line, column, code, message} of plan.problems) say(`${file}:${line}:${column} ${code} ${message}`);
      say(`${plan.problems.length} problem(s); nothing was changed.`);
      return 1;
    }
    if (command === 'validate') {
      say(`${basename(file)} has no problem.`);
      return 0;
    }
    tell(plan, say);
    if (command === 'plan') return 0;
    if (propose) {
      const {proposeDefinition} = await graph.ask<{proposeDefinition: {id: string}}>(PROPOSE, {source, reason});
      say(`Proposed as ${proposeDefinition.id}: it is applied when a second person approves.`);
      return 0;
    }
    type Applied = {applyDefinition: {key: string; definitionVersion: number}};
    const {applyDefinition} = await graph.ask<Applied>(APPLY, {source, reason});
    say(`Applied: ${applyDefinition.key}, version ${applyDefinition.definitionVersion}.`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) {
      say(`The platform can't be reached: ${error instanceof Error ? error.message : String(error)}`);
      return 4;
    }
    say(error.message);
    if (error.refusal.code === 'SECOND_PERSON_NEEDED') say('Propose it: add --propose --reason "why".');
    return 3;
  }
}

function tell(plan: Plan, say: (line: string) => void): void {
  if (plan.campaignId === null) say('It begins a new campaign.');
  else if (plan.changes.length === 0) say('It changes nothing.');
  else {
    say(`${plan.changes.length} change(s):`);
    tree(plan.changes, say);
  }
  const impact = [...plan.campaignImpact, ...plan.workImpact, ...plan.roundImpact];
  if (impact.length > 0) say('It touches what is there already:');
  for (const {place, code, message, samples} of impact)
    say(`  ! ${place} ${code} ${message}${samples.length > 0 ? ` (${samples.join(', ')})` : ''}`);
  if (plan.needsSecondPerson) say('A stage has opened: a second person has to approve.');
}

const SIGNS: Record<string, string> = {ADDED: '+', REMOVED: '-', CHANGED: '~'};

/** Below each other what lies in one place. */
function tree(changes: Plan['changes'], say: (line: string) => void): void {
  let above: string[] = [];
  for (const {kind, where, words} of changes) {
    const groups = where.slice(0, -1);
    groups.forEach((group, depth) => {
      if (groups.slice(0, depth + 1).join('\n') !== above.slice(0, depth + 1).join('\n'))
        say(`${'  '.repeat(depth + 1)}${group}`);
    });
    above = groups;
    say(`${'  '.repeat(where.length)}${SIGNS[kind] ?? '~'} ${words}`);
  }
}
