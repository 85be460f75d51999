import type {WrittenCell} from '@concours/kernel/tables/table-writer';
import {bilingual} from '@concours/schema/definition/values';
import type {Campaign} from '../campaigns/campaign.js';
import type {ContentCell, ContentLine, MonthlyReport} from './monthly-report.js';

type Spoken = 'zh' | 'en';

const texts = {
  title: {zh: '线下活动月度简报', en: 'Monthly report on offline activities'},
  unit: {zh: '单位', en: 'Unit'},
  target: {zh: '任务数', en: 'Target'},
  month: {zh: '本月', en: 'This month'},
  lastMonth: {zh: '上月', en: 'Last month'},
  change: {zh: '较上月', en: 'Change'},
  late: {zh: '补报及更正', en: 'Late and corrected'},
  total: {zh: '累计', en: 'Total'},
  rest: {zh: '其他单位', en: 'Other units'},
  all: {zh: '合计', en: 'All'},
  metric: {zh: '指标', en: 'Metric'},
  lines: {zh: '以前月份补报与更正', en: 'Late reports and corrections of earlier months'},
  none: {zh: '本期没有补报或更正。', en: 'Nothing came late and nothing was corrected.'},
  kind: {zh: '类别', en: 'Kind'},
  LATE: {zh: '补报', en: 'Late'},
  CHANGED: {zh: '更正', en: 'Corrected'},
  STRUCK: {zh: '撤销', en: 'Struck out'},
  event: {zh: '活动', en: 'Event'},
  day: {zh: '日期', en: 'Day'},
  differences: {zh: '增减', en: 'Differences'},
  reason: {zh: '原因', en: 'Reason'},
  events: {zh: '场次', en: 'events'},
  participants: {zh: '参加', en: 'participants'},
  workersReached: {zh: '覆盖职工', en: 'workers'},
  publicists: {zh: '宣传员', en: 'publicists'},
  audience: {zh: '影响人次', en: 'audience'},
} satisfies Record<string, Record<Spoken, string>>;
const deltas = ['events', 'participants', 'workersReached', 'publicists', 'audience'] as const;

/** A difference is printed with its sign, and is a number to a spreadsheet. */
export type SheetCell = WrittenCell | {difference: number};
export interface Table {
  caption: string;
  head: string[];
  rows: SheetCell[][];
}

/** A month's report in words: what the page, the document and the workbook all print. */
export interface MonthlySheet {
  title: string;
  lead: string[];
  tables: Table[];
  closing: string | null;
  /** To be a file's name. */
  name: string;
}

export function sheetOf(report: MonthlyReport, campaign: Campaign, language: Spoken): MonthlySheet {
  const say = (key: keyof typeof texts): string => texts[key][language];
  const {columns, rows, rest, totals, lines} = report.content;
  const {title, timezone} = campaign.document.campaign;
  const [year, month] = report.month.split('-').map(Number);
  const period = language === 'zh' ? `${year}年${month}月` : report.month;
  const moment = (at: Date) =>
    new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: timezone,
    }).format(at);
  const name = bilingual(title)[language];
  const summary: Table = {
    caption: say('all'),
    head: [say('metric'), say('target'), say('month'), say('lastMonth'), say('change'), say('late'), say('total')],
    rows: columns.map((column, i) => [
      `${column.name[language]}（${column.unit[language]}）`,
      totals[i].target ?? '—',
      totals[i].month,
      totals[i].lastMonth ?? '—',
      changeOf(totals[i]),
      {difference: totals[i].late},
      totals[i].total,
    ]),
  };
  const figures = (cells: readonly ContentCell[]): WrittenCell[] => cells.flatMap((cell) => [cell.month, cell.total]);
  const units: Table = {
    caption: say('unit'),
    head: [
      say('unit'),
      ...columns.flatMap((column) => [
        `${column.name[language]} ${say('month')}`,
        `${column.name[language]} ${say('total')}`,
      ]),
    ],
    rows: [
      ...rows.map((row): WrittenCell[] => [row.name[language], ...figures(row.cells)]),
      ...(rest.some(({total}) => total !== 0) ? [[say('rest'), ...figures(rest)]] : []),
      [say('all'), ...figures(totals)],
    ],
  };
  const differences = (line: ContentLine): string =>
    deltas
      .flatMap((key) => (line[key] === 0 ? [] : `${say(key)} ${signed(line[key])}`))
      .join(language === 'zh' ? '、' : ', ');
  const late: Table = {
    caption: say('lines'),
    head: [say('kind'), say('unit'), say('event'), say('day'), say('differences'), say('reason')],
    rows: lines.map((line) => [
      ...[say(line.kind), line.unit[language], line.title, line.heldOn, differences(line), line.reason ?? ''],
    ]),
  };
  return {
    title: `${name} ${say('title')}`,
    lead: [
      period,
      language === 'zh'
        ? `数据截至 ${moment(report.asOf)}（${timezone}），此后不再改动；以后的补报与更正列入下一期。`
        : `As of ${moment(report.asOf)} (${timezone}); these figures stay as they are, what comes later stands in the next report.`,
      language === 'zh'
        ? `本月审核通过的活动 ${report.content.events} 场。`
        : `${report.content.events} events of the month were approved.`,
    ],
    tables: lines.length > 0 ? [summary, units, late] : [summary, units],
    closing: lines.length > 0 ? null : say('none'),
    name: language === 'zh' ? `简报-${campaign.key}-${report.month}` : `monthly-${campaign.key}-${report.month}`,
  };
}

const changeOf = ({month, lastMonth}: ContentCell): SheetCell =>
  lastMonth === null ? '—' : {difference: month - lastMonth};

export const signed = (difference: number): string => (difference > 0 ? `+${difference}` : String(difference));
