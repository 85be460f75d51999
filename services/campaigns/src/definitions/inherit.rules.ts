import {type DefinitionFile, inheritable} from '@concours/schema/definition/definition';
import type {Path, Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';

/** The files of the campaigns above, as they are with what they inherit themselves, by key. */
export type Files = ReadonlyMap<string, DefinitionFile>;

export interface Inheritance {
  data: unknown;
  problems: Problem[];
  /** Whether something is to be taken over from a campaign that nobody knows. */
  waits: boolean;
  /** A problem found in the merged data, where it belongs in the text: at the item, or at the line that takes the item over. */
  written(found: Problem): Problem;
}

type Section = (typeof inheritable)[number];
type Group = Record<string, unknown>;

const placeOf: Record<Section, readonly string[]> = {
  stages: ['stages'],
  dates: ['dates'],
  tracks: ['tracks'],
  ruleSets: ['ruleSets'],
  classes: ['classes'],
  metrics: ['plan', 'metrics'],
  forms: ['plan', 'reports', 'forms'],
  awards: ['awards'],
};

/** Where each item of a merged list came from: its position in the text, or the line that took it over. */
interface Origins {
  place: readonly string[];
  line: Path;
  items: {key: string; own: number | null}[];
}

/** The keys of the campaigns that a definition names as its parents, nearest first; whatever its shape. */
export function parentKeys(data: unknown): string[] {
  return listOf(groupOf(groupOf(data)?.campaign)?.parents).flatMap((parent) => {
    const key = groupOf(parent)?.campaign;
    return typeof key === 'string' ? [key] : [];
  });
}

/**
 * Items of the campaigns above are merged in by key before the shape is checked, so that a definition may leave to its parent what it
 * doesn't change (R7). What has not the shape to be merged is left for the check of the shape.
 */
export function inherit(data: unknown, files: Files): Inheritance {
  const merged = copyOf(data);
  const problems: Problem[] = [];
  const origins: Origins[] = [];
  let waits = false;
  listOf(groupOf(groupOf(data)?.campaign)?.parents).forEach((parent, i) => {
    const key = groupOf(parent)?.campaign;
    const file = typeof key === 'string' ? files.get(key) : undefined;
    if (!file && listOf(groupOf(parent)?.inherit).length > 0) waits = true;
    if (!file || !merged) return;
    listOf(groupOf(parent)?.inherit).forEach((entry, j) => {
      const line: Path = ['campaign', 'parents', i, 'inherit', j];
      const {section, only, except} = groupOf(entry) ?? {};
      if (!isSection(section)) return;
      const above = itemsAt(file, placeOf[section]);
      if (above.length === 0) problems.push(nothingAbove(line, section, file.campaign.key));
      problems.push(...unknownKeys(line, {only, except}, above, section));
      if (origins.some(({place}) => place === placeOf[section])) return;
      const taken = above.filter((item) => !excluded(item, only, except));
      const items = taken.length > 0 && mergeAt(merged, placeOf[section], taken);
      if (items) origins.push({place: placeOf[section], line, items});
      else if (taken.length > 0 && placeOf[section].length > 1) problems.push(planMissing(line, section));
    });
  });
  return {data: merged ?? data, problems, waits, written: (found) => written(found, origins)};
}

function mergeAt(root: Group, place: readonly string[], above: Item[]): Origins['items'] | false {
  let holder = root;
  for (const step of place.slice(0, -1)) {
    const next = holder[step] === undefined && step === 'reports' ? {} : copyOf(holder[step]);
    if (!next) return false;
    holder = holder[step] = next;
  }
  const name = place[place.length - 1];
  const own = holder[name] ?? [];
  if (!Array.isArray(own)) return false;
  const keys = (own as unknown[]).map((item) => groupOf(item)?.key);
  const overriding = (key: string) => keys.indexOf(key);
  const rest = (own as unknown[]).flatMap((item, i) =>
    above.some(({key}) => key === keys[i]) && keys.indexOf(keys[i]) === i ? [] : [{item, i}],
  );
  holder[name] = [
    ...above.map((item) => ({...item, ...groupOf(own[overriding(item.key)])})),
    ...rest.map(({item}) => item),
  ];
  return [
    ...above.map(({key}) => ({key, own: overriding(key) < 0 ? null : overriding(key)})),
    ...rest.map(({i}) => ({key: String(keys[i] ?? i), own: i})),
  ];
}

function written(found: Problem, origins: Origins[]): Problem {
  for (const {place, line, items} of origins) {
    const index = found.path[place.length];
    if (typeof index !== 'number' || !place.every((step, i) => found.path[i] === step)) continue;
    const item = items[index];
    if (!item) return found;
    const inside = found.path.slice(place.length + 1);
    if (item.own !== null) return {...found, path: [...place, item.own, ...inside]};
    const where = `${place.join('.')}[${item.key}]${inside.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
    return {
      ...found,
      path: line,
      at: 'value',
      text: {
        zh: `${found.text.zh}（承接自上级活动：${where}）`,
        en: `${found.text.en} (Taken over from the campaign above: ${where}.)`,
      },
    };
  }
  return found;
}

type Item = Group & {key: string};

function itemsAt(file: DefinitionFile, place: readonly string[]): Item[] {
  let at: unknown = file;
  for (const step of place) at = groupOf(at)?.[step];
  return listOf(at) as Item[];
}

const excluded = ({key}: Item, only: unknown, except: unknown): boolean =>
  (Array.isArray(only) && !only.includes(key)) || (Array.isArray(except) && except.includes(key));

const nothingAbove = (line: Path, section: Section, parent: string): Problem =>
  problem(
    [...line, 'section'],
    'INHERIT_NOTHING',
    `上级活动“${parent}”没有 ${section} 可承接。`,
    `The campaign above, "${parent}", has no ${section} to take over.`,
  );

const planMissing = (line: Path, section: Section): Problem =>
  problem(
    [...line, 'section'],
    'INHERIT_PLAN_MISSING',
    `承接 ${section} 须先有自己的 plan（计划，写明 name 和 root）。`,
    `To take over ${section}, write a plan of your own, with its name and root.`,
  );

function unknownKeys(line: Path, lists: {only: unknown; except: unknown}, above: Item[], section: Section): Problem[] {
  const known = above.map(({key}) => key);
  return Object.entries(lists).flatMap(([name, keys]) =>
    listOf(keys).flatMap((key, i) =>
      typeof key !== 'string' || known.includes(key)
        ? []
        : [
            problem(
              [...line, name, i],
              'INHERIT_UNKNOWN',
              `上级活动的 ${section} 中没有“${key}”；有：${known.slice(0, 20).join('、')}。`,
              `The campaign above has no "${key}" among its ${section}; there are: ${known.slice(0, 20).join(', ')}.`,
            ),
          ],
    ),
  );
}

const isSection = (value: unknown): value is Section => (inheritable as readonly unknown[]).includes(value);
const groupOf = (value: unknown): Group | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Group) : undefined;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const copyOf = (value: unknown): Group | undefined => {
  const group = groupOf(value);
  return group && {...group};
};
