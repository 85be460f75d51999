import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {definitionProblems} from './definition.rules.js';
import {shapeProblems} from './definition.shape.js';
import {readSource} from './definition.source.js';
import {type Files, inherit, parentKeys} from './inherit.rules.js';
import {type CodePlace, codesOf} from './organisation-codes.rules.js';
import type {PlacedProblem, Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';
import {settle} from './settle.rules.js';

/** Beyond this nobody reads on; the count of the rest is told. */
const MAX_PROBLEMS = 200;

/** While the campaign above is unknown, only what nothing is taken over into can be judged. */
const INHERITING = ['stages', 'dates', 'tracks', 'ruleSets', 'classes', 'plan', 'rounds', 'awards'];
const OWN = new Set(['concours', 'campaign', 'notice', 'policies', 'rulings']);

/** Looks codes up: what a known code stands for, by code. */
export type CodeLookUp = (codes: readonly string[]) => Promise<ReadonlyMap<string, {path: string}>>;

/** What a definition is checked against beside itself. */
export interface Surroundings {
  organisations: CodeLookUp;
  /** The files of campaigns by key, and of all campaigns above those. */
  campaigns(keys: readonly string[]): Promise<Files>;
}

export interface Checked {
  problems: PlacedProblem[];
  /** Present only when there is no problem. */
  file?: DefinitionFile;
  definition?: Definition;
}

/** Reads, takes over what is inherited, and finds everything that is wrong at once: text, shape, meaning, unknown organisations and campaigns. */
export async function checkSource(source: string, around: Surroundings): Promise<Checked> {
  const reading = readSource(source);
  if (reading.data === undefined) return {problems: listed(reading.problems)};
  const above = parentKeys(reading.data);
  const files = above.length > 0 ? await around.campaigns(above) : new Map<string, DefinitionFile>();
  const {data, problems: taking, written, waits} = inherit(reading.data, files);
  const shape = shapeProblems(data).filter(({path}) => !waits || OWN.has(String(path[0])));
  const misshapen = new Set(shape.flatMap(({path}) => (path.length > 0 ? [String(path[0])] : [])));
  const unread = new Set([...sectionsWithout(data, misshapen), ...(waits ? INHERITING : [])]);
  const found = [...shape, ...taking];
  if (!unread.has('')) {
    const file = data as DefinitionFile;
    found.push(...definitionProblems(file, unread, files));
    found.push(...(await codeProblems(codesOf(file, unread), around.organisations, file)));
  }
  const problems = listed([...reading.problems, ...found.map(written).map(reading.place)]);
  if (problems.length > 0) return {problems};
  const file = data as DefinitionFile;
  return {problems, file, definition: settle(file)};
}

/** The sections that must not be read: misshapen ones, and required ones that are not there; '' is the whole document. */
function sectionsWithout(data: unknown, misshapen: ReadonlySet<string>): ReadonlySet<string> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return new Set(['']);
  const required = ['campaign', 'policies', 'stages', 'tracks'].filter(
    (section) => (data as Record<string, unknown>)[section] === undefined,
  );
  return new Set([...misshapen, ...required]);
}

async function codeProblems(places: CodePlace[], lookUp: CodeLookUp, definition: DefinitionFile): Promise<Problem[]> {
  const known = await lookUp([...new Set(places.map(({code}) => code))]);
  const root = places.find(({path}) => path[0] === 'plan' && path[1] === 'root');
  const rootPath = root && known.get(definition.plan?.root ?? '')?.path;
  return places.flatMap(({code, path}) => {
    const organisation = known.get(code);
    if (!organisation) {
      return [
        problem(
          path,
          'ORGANISATION_UNKNOWN',
          `组织架构中没有代码为“${code}”的单位。`,
          `No organisation has the code "${code}".`,
        ),
      ];
    }
    if (path[1] !== 'allocation' || rootPath === undefined || organisation.path.startsWith(rootPath)) return [];
    return [
      problem(
        path,
        'ROW_OUTSIDE_ROOT',
        `“${code}”不在计划的总单位“${definition.plan?.root}”之下。`,
        `"${code}" does not stand below the plan's root "${definition.plan?.root}".`,
      ),
    ];
  });
}

/** In the order of the text. */
function listed(problems: PlacedProblem[]): PlacedProblem[] {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  if (sorted.length <= MAX_PROBLEMS) return sorted;
  const rest = sorted.length - MAX_PROBLEMS;
  const last = sorted[MAX_PROBLEMS];
  return [
    ...sorted.slice(0, MAX_PROBLEMS),
    {
      ...last,
      code: 'MORE',
      text: {zh: `此处起还有 ${rest} 个问题未列出。`, en: `From here on ${rest} more problems are not listed.`},
    },
  ];
}
