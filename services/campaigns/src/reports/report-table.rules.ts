import type {BilingualText} from '@concours/kernel/refusal';
import type {ReportFields} from './report.rules.js';

/** The columns of the statistics table, as it is printed, imported and exported: one list for all three. */
export const tableColumns = [
  {key: 'unitCode', name: {zh: '单位代码', en: 'Unit code'}, aliases: ['代码', 'code', 'unit code']},
  {key: 'unit', name: {zh: '单位', en: 'Unit'}, aliases: ['举办单位', '单位名称', '填报单位', 'unit name']},
  {key: 'title', name: {zh: '活动名称', en: 'Title'}, aliases: ['活动', '标题', '活动标题', '名称', 'event', 'name']},
  {key: 'heldOn', name: {zh: '活动日期', en: 'Day'}, aliases: ['日期', '时间', '活动时间', 'date', 'held on']},
  {key: 'form', name: {zh: '活动形式', en: 'Form'}, aliases: ['形式']},
  {key: 'topics', name: {zh: '活动内容主题', en: 'Topics'}, aliases: ['主题', '内容主题', 'topic']},
  {key: 'place', name: {zh: '地点', en: 'Place'}, aliases: ['活动地点']},
  {key: 'content', name: {zh: '活动简况', en: 'What happened'}, aliases: ['内容', '活动内容', '简况', 'content']},
  {key: 'participants', name: {zh: '参加人数', en: 'Participants'}, aliases: ['参与人数', '人数']},
  {
    key: 'workersReached',
    name: {zh: '面对面覆盖职工', en: 'Workers met'},
    aliases: ['覆盖职工', '面对面覆盖职工人数', 'workers', 'workers met face to face'],
  },
  {key: 'publicists', name: {zh: '招募宣传员', en: 'Publicists'}, aliases: ['宣传员', '宣传员人数']},
  {key: 'audience', name: {zh: '线上线下影响人次', en: 'Audience'}, aliases: ['影响人次', '影响网民', '影响人数']},
  {key: 'enterprise', name: {zh: '走进企业', en: 'Enterprise'}, aliases: ['企业', '企业名称']},
  {key: 'channels', name: {zh: '线上联动', en: 'Online'}, aliases: ['线上渠道', '渠道', 'channels']},
  {key: 'links', name: {zh: '媒体报道链接', en: 'Links'}, aliases: ['链接', '网址', 'links', 'media links']},
] as const satisfies readonly {key: string; name: BilingualText; aliases: readonly string[]}[];
export type TableKey = (typeof tableColumns)[number]['key'];

/** What heads the column of a field: whoever reads of a fault has the table before them, not the fields. */
export function columnOf(field: string): {zh: string; en: string} {
  return tableColumns.find(({key}) => key === field)?.name ?? {zh: field, en: field};
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s*（）()：:]/g, '')
    .toLowerCase();

/** Which column holds what; null for a table without what every event needs. */
export function headingsOf(cells: readonly string[]): Map<TableKey, number> | null {
  const found = new Map<TableKey, number>();
  cells.forEach((cell, index) => {
    const column = tableColumns.find(({name, aliases}) =>
      [name.zh, name.en, ...aliases].some((candidate) => plain(candidate) === plain(cell)),
    );
    if (column && !found.has(column.key)) found.set(column.key, index);
  });
  const needed: TableKey[] = ['title', 'heldOn'];
  return needed.every((key) => found.has(key)) ? found : null;
}

export interface Named {
  key: string;
  names: readonly string[];
}
export interface TableChoices {
  forms: readonly Named[];
  topics: readonly Named[];
  channels: readonly Named[];
}

/** A row as it was typed, brought into the fields of a report. What can't be read stays as it is, for the check to name. */
export function fieldsOfRow(cellOf: (key: TableKey) => string, choices: TableChoices): ReportFields {
  const text = (key: TableKey) => cellOf(key).trim();
  const several = (key: TableKey) =>
    text(key)
      .split(/[、,，;；\n]/)
      .flatMap((part) => part.trim() || []);
  const keyed = (named: readonly Named[], typed: string): string =>
    named.find(({key, names}) => [key, ...names].some((name) => plain(name) === plain(typed)))?.key ?? typed;
  return {
    title: text('title'),
    heldOn: dayOf(text('heldOn')),
    form: keyed(choices.forms, text('form')),
    place: text('place'),
    content: text('content'),
    participants: countOf(text('participants')),
    workersReached: countOf(text('workersReached')),
    publicists: countOf(text('publicists')),
    audience: countOf(text('audience')),
    enterprise: text('enterprise') || null,
    links: text('links')
      .split(/[\s、，]+/)
      .filter(Boolean),
    topics: several('topics').map((topic) => keyed(choices.topics, topic)),
    channels: several('channels').map((channel) => keyed(choices.channels, channel)),
  };
}

/** Blank is none; what is no whole number is NaN, which the check refuses. */
function countOf(text: string): number {
  const digits = text.normalize('NFKC').replace(/[,\s]|[人次名]+$/gu, '');
  return digits === '' ? 0 : /^\d{1,9}$/.test(digits) ? Number(digits) : NaN;
}

/** 2022-6-1, 2022/06/01, 2022.6.1, 2022年6月1日, and the number of days that a spreadsheet holds for it. */
export function dayOf(text: string): string {
  const typed = text.normalize('NFKC').trim();
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(typed);
  if (parts) return `${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}`;
  if (!/^\d{5}$/.test(typed)) return typed;
  // day 1 is 1900-01-01, and the 29th of February of 1900 is counted although there was none
  return new Date(Date.UTC(1899, 11, 30) + Number(typed) * 86_400_000).toISOString().slice(0, 10);
}
