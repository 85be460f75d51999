import type {Definition, DefinitionFile} from '@concours/schema/definition/definition';
import {definitionProblems} from './definition.rules.js';
import {shapeProblems} from './definition.shape.js';
import {readSource} from './definition.source.js';
import {type CodePlace, codesOf} from './organisation-codes.rules.js';
import type {PlacedProblem, Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';
import {settle} from './settle.rules.js';

/** Beyond this nobody reads on; the count of the rest is told. */
const MAX_PROBLEMS = 200;

/** Looks codes up: what a known code stands for, by code. */
export type CodeLookUp = (codes: readonly string[]) => Promise<ReadonlyMap<string, {path: string}>>;

export interface Checked {
  problems: PlacedProblem[];
  /** Present only when there is no problem. */
  file?: DefinitionFile;
  definition?: Definition;
}

/** Reads, and finds everything that is wrong at once: text, shape, meaning, and organisations that nobody knows. */
export async function checkSource(source: string, lookUp: CodeLookUp): Promise<Checked> {
  const reading = readSource(source);
  if (reading.data === undefined) return {problems: listed(reading.problems)};
  const shape = shapeProblems(reading.data);
  const misshapen = new Set(shape.flatMap(({path}) => (path.length > 0 ? [String(path[0])] : [])));
  const unread = sectionsWithout(reading.data, misshapen);
  const found = unread.has('')
    ? shape
    : [...shape, ...(await meaningProblems(reading.data as DefinitionFile, unread, lookUp))];
  const problems = listed([...reading.problems, ...found.map(reading.place)]);
  if (problems.length > 0) return {problems};
  const file = reading.data as DefinitionFile;
  return {problems, file, definition: settle(file)};
}

async function meaningProblems(
  data: DefinitionFile,
  unread: ReadonlySet<string>,
  lookUp: CodeLookUp,
): Promise<Problem[]> {
  return [...definitionProblems(data, unread), ...(await codeProblems(codesOf(data, unread), lookUp, data))];
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
