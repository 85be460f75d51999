import type {BilingualText} from '@concours/kernel/refusal';
import type {Path, Problem} from './problem.js';

/** Small words that the rules are written in. */
export const problem = (path: Path, code: string, zh: string, en: string, at: Problem['at'] = 'value'): Problem => ({
  path,
  at,
  code,
  text: {zh, en},
});

const listed = (known: readonly string[]): BilingualText =>
  known.length > 0
    ? {zh: `已有：${known.slice(0, 20).join('、')}`, en: `There are: ${known.slice(0, 20).join(', ')}`}
    : {zh: '尚未定义任何一个', en: 'None is defined'};

const things: Record<string, BilingualText> = {
  STAGE: {zh: '阶段', en: 'stage'},
  TRACK: {zh: '子项目', en: 'track'},
  ROUND: {zh: '赛段', en: 'round'},
  CLASS: {zh: '单位类别', en: 'class of units'},
  METRIC: {zh: '指标', en: 'metric'},
  COMPONENT: {zh: '计分项', en: 'component'},
  AWARD: {zh: '奖项', en: 'award'},
  DATE: {zh: '日期', en: 'date'},
  PARENT: {zh: '上级活动', en: 'campaign above'},
  RULE_SET: {zh: '规则组', en: 'rule set'},
  ANNEX: {zh: '附件', en: 'annex'},
};

/** `STAGE_UNKNOWN` and its like, when a reference leads to nothing. */
export function unknown(thing: keyof typeof things, path: Path, key: string, known: readonly string[]): Problem[] {
  if (known.includes(key)) return [];
  const {zh, en} = things[thing];
  const list = listed(known);
  return [
    problem(path, `${thing}_UNKNOWN`, `没有${zh}“${key}”。${list.zh}。`, `There is no ${en} "${key}". ${list.en}.`),
  ];
}

/** `KEY_REPEATED` for the second and later use of a key in one list. */
export function repeated(path: Path, items: readonly {key: string}[] | undefined): Problem[] {
  const seen = new Set<string>();
  return (items ?? []).flatMap(({key}, i) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      problem(
        [...path, i, 'key'],
        'KEY_REPEATED',
        `“${key}”在此列表中已用过，key 须唯一。`,
        `"${key}" is taken in this list; keys are unique.`,
      ),
    ];
  });
}

/** `VALUE_REPEATED` for the second and later use of a value in one list. */
export function repeatedValues(path: Path, values: readonly string[] | undefined): Problem[] {
  return (values ?? []).flatMap((value, i) =>
    values?.indexOf(value) === i
      ? []
      : [problem([...path, i], 'VALUE_REPEATED', `“${value}”在此重复。`, `"${value}" is repeated here.`)],
  );
}

/** `STAGE_NOT_OF_TRACK` where a stage is of other tracks alone (R26). */
export function notOfTrack(path: Path, stage: {key: string; tracks?: string[]} | undefined, track: string): Problem[] {
  if (stage?.tracks === undefined || stage.tracks.includes(track)) return [];
  return [
    problem(
      path,
      'STAGE_NOT_OF_TRACK',
      `阶段“${stage.key}”只属于子项目：${stage.tracks.join('、')}，不含“${track}”。`,
      `The stage "${stage.key}" is of these tracks alone: ${stage.tracks.join(', ')}; not of "${track}".`,
    ),
  ];
}

/** A place with keys in brackets, `stages[intake].until`, as a path in the data that it is a place of. */
export function pathOfPlace(place: string, data: unknown): Path {
  let at: unknown = data;
  return [...place.matchAll(/\[([^\]]+)\]|\w+/g)].map(([name, key]) => {
    const step =
      key === undefined || !Array.isArray(at) ? name : (at as {key?: unknown}[]).findIndex((item) => item.key === key);
    at = (at as Record<string | number, unknown> | undefined)?.[step];
    return step;
  });
}

/** An exact decimal of at most four places, in ten-thousandths. */
export function tenThousandths(text: string | number): bigint {
  const [whole, places = ''] = String(text).split('.');
  return BigInt(whole) * 10_000n + BigInt(places.padEnd(4, '0'));
}

export function decimalText(scaled: bigint): string {
  const places = String(scaled % 10_000n)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return places === '' ? String(scaled / 10_000n) : `${scaled / 10_000n}.${places}`;
}
