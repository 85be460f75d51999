import type {BilingualText} from '@concours/kernel/refusal';
import type {Change} from './definition.changes.rules.js';
import {labels} from './definition-labels.rules.js';

/** A change as it is told: where it is, step by step, and in a sentence. */
export interface WordedChange extends Change {
  steps: BilingualText[];
  text: BilingualText;
}

/** A value longer than this is not read in a sentence; it stands beside it whole. */
const MOST = 60;

/** `before` and `after` are what was compared: the names of things are found there. */
export function inWords(changes: readonly Change[], before: unknown, after: unknown): WordedChange[] {
  return changes.map((change) => {
    const steps = stepsOf(change.path, [after, before]);
    return {...change, steps, text: {zh: sentence(change, steps, 'zh'), en: sentence(change, steps, 'en')}};
  });
}

type Group = Record<string, unknown>;

/** `stages[intake].until` as: stage "Intake", end. */
export function stepsOf(path: string, documents: readonly unknown[]): BilingualText[] {
  const steps: BilingualText[] = [];
  let at = [...documents];
  for (const [, entry, item] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (entry !== undefined) {
      at = at.map((value) => (isGroup(value) ? value[entry] : undefined));
      const [zh, en] = labels[entry] ?? [entry, entry];
      steps.push({zh, en});
      continue;
    }
    at = at.map((value) => itemOf(value, item));
    const list = steps.pop() ?? {zh: '', en: ''};
    const name = nameOf(
      at.find((value) => value !== undefined),
      item,
    );
    steps.push({zh: `${list.zh}${name.zh}`, en: `${list.en} ${name.en}`.trim()});
  }
  return steps;
}

function sentence({kind, before, after}: Change, steps: BilingualText[], language: keyof BilingualText): string {
  const where = steps.map((step) => step[language]).join(language === 'zh' ? '，' : ', ');
  const [was, is] = [said(before, language), said(after, language)];
  if (language === 'zh') {
    if (kind === 'ADDED') return `新增${where}${is === null ? '' : `：${is}`}`;
    if (kind === 'REMOVED') return `删除${where}${was === null ? '' : `（原为 ${was}）`}`;
    return was !== null && is !== null ? `${where}：由 ${was} 改为 ${is}` : `${where}有改动`;
  }
  if (kind === 'ADDED') return `Added: ${where}${is === null ? '' : ` (${is})`}`;
  if (kind === 'REMOVED') return `Removed: ${where}${was === null ? '' : ` (was ${was})`}`;
  const told = was !== null && is !== null ? `${where}: from ${was} to ${is}` : `${where} changed`;
  return told.charAt(0).toUpperCase() + told.slice(1);
}

/** A value short enough to be read in a sentence; a text in the language of the sentence. */
function said(value: string | null, language: keyof BilingualText): string | null {
  if (value === null || value.endsWith('…')) return null;
  let text = value;
  if (value.startsWith('{')) {
    const read = JSON.parse(value) as Group;
    if (typeof read[language] !== 'string') return null;
    text = read[language];
  }
  if (text === 'true' || text === 'false') {
    return {zh: text === 'true' ? '是' : '否', en: text === 'true' ? 'yes' : 'no'}[language];
  }
  return text.length > MOST ? null : text;
}

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function itemOf(list: unknown, item: string): unknown {
  if (!Array.isArray(list)) return undefined;
  const named = list.find((each) => isGroup(each) && [each.key, each.unit, each.class].includes(item)) as unknown;
  return named ?? (/^\d+$/.test(item) ? list[Number(item)] : undefined);
}

function nameOf(item: unknown, key: string): BilingualText {
  const name = isGroup(item) ? item.name : undefined;
  const position = /^\d+$/.test(key) ? Number(key) + 1 : undefined;
  if (typeof name === 'string') return {zh: `“${name}”`, en: `"${name}"`};
  if (isGroup(name) && typeof name.zh === 'string' && typeof name.en === 'string')
    return {zh: `“${name.zh}”`, en: `"${name.en}"`};
  return position === undefined ? {zh: `“${key}”`, en: `"${key}"`} : {zh: `第 ${position} 项`, en: `no. ${position}`};
}
