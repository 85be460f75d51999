import type {Definition} from '@concours/schema/definition/definition';
import type {CountDefinition, PlanDefinition} from '@concours/schema/definition/plan';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {bilingual, type TextValue} from '@concours/schema/definition/values';

interface Both {
  zh: string;
  en: string;
}

export const burdenKinds = ['REPORT', 'TABLE', 'WORK', 'REMINDERS'] as const;
export type BurdenKind = (typeof burdenKinds)[number];

/** One thing that a campaign asks of a grassroots unit, and why it counts what it counts. */
export interface BurdenItem {
  /** The same from edition to edition, so that editions compare. */
  key: string;
  kind: BurdenKind;
  name: Both;
  /** Only of units that take part: handing works in is nobody's duty. */
  voluntary: boolean;
  /** How often at least; null: once for each event or work. */
  times: number | null;
  /** Each time. */
  fields: number;
  files: number;
  confirmations: number;
  /** At most, over the whole campaign. */
  reminders: number;
  why: Both;
}

export interface BurdenSum {
  forms: number;
  fields: number;
  files: number;
  confirmations: number;
  reminders: number;
}

export interface Burden {
  items: BurdenItem[];
  asked: BurdenSum;
  takingPart: BurdenSum;
  /** Days on which something is open for units; a stage without a date is left out. */
  days: number;
  deadlines: number;
  undated: number;
}

/** What every report of an event asks for: title, day, form, place, what happened, and four figures. */
const REPORT_FIELDS = 9;
/** Title and author, beside what the track asks for. */
const WORK_FIELDS = 2;

/** What a grassroots unit is asked for by a definition, by nothing but the definition (R114). */
export function burdenOf(definition: Definition): Burden {
  const {days, deadlines, undated} = timesOf(definition);
  const items = [
    ...(definition.plan ? [reportItem(definition.plan), ...tableItem(definition.plan)] : []),
    ...definition.tracks.filter(takesFromUnits).map(workItem),
    ...reminderItem(definition, days),
  ];
  return {
    items,
    asked: sumOf(items.filter(({voluntary}) => !voluntary)),
    takingPart: sumOf(items.filter(({voluntary}) => voluntary)),
    days,
    deadlines,
    undated,
  };
}

function reportItem(plan: PlanDefinition): BurdenItem {
  const {reports} = plan;
  const enterprise = plan.metrics.some(({count}) =>
    countsOf(count).some((one) => 'distinct' in one && one.distinct === 'enterprise'),
  );
  const more = [
    ...(enterprise ? [{zh: '走访的企业', en: 'the enterprise'}] : []),
    ...(reports.topics ? [{zh: '主题', en: 'topics'}] : []),
    ...(reports.channels ? [{zh: '线上传播', en: 'online channels'}] : []),
  ];
  const photos =
    reports.evidence === undefined
      ? 0
      : typeof reports.evidence === 'object' && 'photos' in reports.evidence
        ? reports.evidence.photos
        : 1;
  const times = floorOf(plan);
  const list = {zh: more.map(({zh}) => zh).join('、'), en: more.map(({en}) => en).join(', ')};
  return {
    ...{key: 'report', kind: 'REPORT', name: {zh: '线下活动填报', en: 'Report of an event'}, voluntary: false, times},
    ...{fields: REPORT_FIELDS + more.length, files: photos, confirmations: reports.confirm?.length ?? 0, reminders: 0},
    why: {
      zh: `${times === null ? '每场活动填报一次' : `每单位不少于 ${times} 场，每场填报一次`}：标题、日期、形式、地点、内容和 4 个数字${more.length > 0 ? `，另有${list.zh}` : ''}${photos > 0 ? `；照片 ${photos} 张，方案写明了理由` : ''}。填报一次，各级共用。`,
      en: `${times === null ? 'Once for each event' : `At least ${times} events for each unit, once for each`}: title, day, form, place, what happened and 4 figures${more.length > 0 ? `; also ${list.en}` : ''}${photos > 0 ? `; photos: ${photos}, the definition says why` : ''}. Reported once, used at every level.`,
    },
  };
}

/** Of several floors one report serves all that count reports. */
function floorOf({floors = [], metrics}: PlanDefinition): number | null {
  const counted = floors.filter(({metric, basis, units}) => {
    const count = metrics.find(({key}) => key === metric)?.count;
    const grassroots = units.levels === undefined || units.levels.includes('UNIT');
    return basis === 'EACH' && grassroots && count && countsOf(count).some((one) => 'each' in one);
  });
  return counted.length > 0 ? Math.max(...counted.map(({atLeast}) => atLeast)) : null;
}

type Simple = Exclude<CountDefinition, {either: unknown}>;
const countsOf = (count: CountDefinition): Simple[] =>
  'either' in count ? count.either.map((side) => side.count as Simple) : [count];

function tableItem({reports}: PlanDefinition): BurdenItem[] {
  if (!reports.table) return [];
  return [
    {
      ...{key: 'table', kind: 'TABLE', name: {zh: '活动统计表', en: 'Statistics table'}, voluntary: false, times: 1},
      ...{fields: 0, files: 0, confirmations: 1, reminders: 0},
      why: {
        zh: '由平台按已填报的活动生成，单位只需核对，不再另填。',
        en: 'Made by the platform from what was reported: the unit looks it over and fills in nothing again.',
      },
    },
  ];
}

const takesFromUnits = ({handedInBy}: TrackDefinition): boolean =>
  handedInBy === undefined || handedInBy.some((by) => by !== 'WORKER');

function workItem({key, name, fields = [], assets = [], consent}: TrackDefinition): BurdenItem {
  const asked = fields.filter(({required}) => required);
  const files = assets.filter(({required}) => required);
  const listed = (texts: TextValue[], language: 'zh' | 'en') =>
    texts.map((text) => bilingual(text)[language]).join(language === 'zh' ? '、' : ', ');
  const what = [...asked, ...files].map((one) => one.name);
  return {
    ...{key: `work:${key}`, kind: 'WORK', name: bilingual(name), voluntary: true, times: null},
    ...{fields: WORK_FIELDS + asked.length, files: files.length, confirmations: consent ? 1 : 0, reminders: 0},
    why: {
      zh: `自愿报送，每件作品一次：名称、作者${what.length > 0 ? `、${listed(what, 'zh')}` : ''}。`,
      en: `Voluntary, once for each work: title, author${what.length > 0 ? `, ${listed(what, 'en')}` : ''}.`,
    },
  };
}

function reminderItem({policies}: Definition, days: number): BurdenItem[] {
  const perWeek = policies.reminders?.perUnitPerWeek ?? 1;
  const weeks = Math.ceil(days / 7);
  if (perWeek === 0 || weeks === 0) return [];
  return [
    {
      ...{key: 'reminders', kind: 'REMINDERS', name: {zh: '消息提醒', en: 'Reminders'}, voluntary: false, times: null},
      ...{fields: 0, files: 0, confirmations: 0, reminders: perWeek * weeks},
      why: {
        zh: `至多：七天内 ${perWeek} 次，共 ${weeks} 周。`,
        en: `At most: ${perWeek} in seven days, over ${weeks} weeks.`,
      },
    },
  ];
}

/** What is for each event or work counts once: how many there will be, nobody knows. */
function sumOf(items: readonly BurdenItem[]): BurdenSum {
  const sum = {forms: 0, fields: 0, files: 0, confirmations: 0, reminders: 0};
  for (const {kind, times, fields, files, confirmations, reminders} of items) {
    const n = times ?? 1;
    if (kind !== 'REMINDERS') sum.forms += n;
    sum.fields += n * fields;
    sum.files += n * files;
    sum.confirmations += n * confirmations;
    sum.reminders += reminders;
  }
  return sum;
}

/** Days as whole numbers since 1970, so that windows can be laid over each other. */
const dayNumber = (moment: string): number => Math.floor(Date.parse(`${moment.slice(0, 10)}T00:00:00Z`) / 86_400_000);

function timesOf({stages, tracks, plan}: Definition): Pick<Burden, 'days' | 'deadlines' | 'undated'> {
  const asking = stages.filter(({kind}) => kind === 'INTAKE' || kind === 'REPORTING');
  const windows = asking.flatMap(({key, kind, from, until}): [number, number][] => {
    if (from === undefined || until === undefined) return [];
    const later =
      kind === 'INTAKE'
        ? tracks.filter(({intake}) => (intake ?? key) === key).flatMap(({deadline}) => deadline ?? [])
        : [];
    return [[dayNumber(from), Math.max(dayNumber(until), ...later.map(dayNumber))]];
  });
  const ends = [
    ...asking.flatMap(({until}) => until ?? []),
    ...tracks.flatMap(({deadline}) => deadline ?? []),
    ...(plan?.reports.table?.by ? [plan.reports.table.by] : []),
  ];
  return {
    days: covered(windows),
    deadlines: new Set(ends).size,
    undated: asking.filter(({from, until}) => from === undefined || until === undefined).length,
  };
}

function covered(windows: readonly [number, number][]): number {
  let days = 0;
  let reached = -Infinity;
  for (const [from, until] of [...windows].sort(([a], [b]) => a - b)) {
    const begins = Math.max(from, reached + 1);
    if (until >= begins) days += until - begins + 1;
    reached = Math.max(reached, until);
  }
  return days;
}

export type BurdenChange = 'NEW' | 'MORE' | 'LESS' | 'SAME';

/** Against the same item of the edition before; a reminder more or a field more is more. */
export function changeOf(item: BurdenItem, before: Burden | null): BurdenChange | null {
  if (!before) return null;
  const was = before.items.find(({key}) => key === item.key);
  if (!was) return 'NEW';
  const weight = (of: BurdenItem) => (of.times ?? 1) * (1 + of.fields + of.files + of.confirmations) + of.reminders;
  const [now, then] = [weight(item), weight(was)];
  return now > then ? 'MORE' : now < then ? 'LESS' : 'SAME';
}
