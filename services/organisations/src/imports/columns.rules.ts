import {unguarded} from '@concours/kernel/tables/formula-guard.rules';
import {type OrganisationKind, type OrganisationLevel} from '@concours/schema/organisation.kinds';

/** Every column there is, in the order in which an export writes them. `parent` is a code or a name, whichever is found. */
export const columns = [
  'code',
  'nameZh',
  'nameEn',
  'shortNameZh',
  'shortNameEn',
  'parentCode',
  'parentName',
  'parent',
  'kind',
  'level',
  'regionCode',
  'aliases',
  'references',
] as const;
export type Column = (typeof columns)[number];
export type KeyOf = (text: string) => string;
type Words = {zh: string; en: string; also?: readonly string[]};

/** The first two are what an export writes; the others are what files of others call the same. */
export const headings: Record<Column, Words> = {
  code: {zh: '代码', en: 'Code', also: ['单位代码', '组织代码', '机构代码', '编码', '单位编码', 'organisation code']},
  nameZh: {zh: '名称', en: 'Name', also: ['单位名称', '全称', '单位', '中文名', '中文名称', 'full name', 'name zh']},
  nameEn: {zh: '英文名', en: 'English name', also: ['英文名称', 'name en', 'name (English)']},
  shortNameZh: {zh: '简称', en: 'Short name', also: ['单位简称', '中文简称', 'short name zh']},
  shortNameEn: {zh: '英文简称', en: 'English short name', also: ['short name en', 'short name (English)']},
  parentCode: {zh: '上级代码', en: 'Parent code', also: ['上级单位代码', '上级编码', '上级单位编码']},
  parentName: {zh: '上级名称', en: 'Parent name', also: ['上级单位名称']},
  parent: {zh: '上级', en: 'Parent', also: ['上级单位', '主管单位', 'level above']},
  kind: {zh: '类型', en: 'Kind', also: ['单位类型', '类别', 'type']},
  level: {zh: '层级', en: 'Level', also: ['级别', '单位层级', '单位级别']},
  regionCode: {zh: '行政区划代码', en: 'Region code', also: ['行政区划', '区划代码', 'administrative division code']},
  aliases: {zh: '别名', en: 'Aliases', also: ['曾用名', '其他名称', 'also known as', 'alias', 'former names']},
  references: {zh: '外部编号', en: 'External ids', also: ['外部系统编号', 'external id', 'external references']},
};

export const kindWords: Record<OrganisationKind, Words> = {
  FEDERATION: {zh: '总工会', en: 'Federation of unions', also: ['地方总工会', 'federation', '工会联合会']},
  INDUSTRY_UNION: {zh: '产业工会', en: 'Industry union', also: ['省产业工会']},
  ORGAN_UNION: {zh: '机关工会', en: 'Union of public organs', also: ['organ union', '省直机关工会']},
  DIRECT_UNION: {zh: '直属工会', en: 'Directly subordinate union', also: ['直管工会', '省总直管工会', 'direct union']},
  GRASSROOTS_UNION: {zh: '基层工会', en: 'Grassroots union'},
  CYBERSPACE_OFFICE: {zh: '网信部门', en: 'Cyberspace office', also: ['网信办']},
  MEDIA: {zh: '媒体', en: 'Media house', also: ['报社', '出版社', 'media']},
  COMPANY: {zh: '企业', en: 'Company', also: ['公司']},
  ASSOCIATION: {zh: '协会', en: 'Association', also: ['社会团体']},
  DEPARTMENT: {zh: '部门', en: 'Department', also: ['内设部门']},
};

export const levelWords: Record<OrganisationLevel, Words> = {
  NATIONAL: {zh: '全国', en: 'National', also: ['全国级', '国家级']},
  PROVINCE: {zh: '省级', en: 'Province', also: ['省', '自治区', '直辖市']},
  CITY: {zh: '市级', en: 'City', also: ['市', '设区市', '地级市']},
  DIRECT_COUNTY: {zh: '省直管县', en: 'Directly-run county', also: ['直管县', 'directly run county']},
  COUNTY: {zh: '县区', en: 'County', also: ['县级', '区县', '县市区', '县', '区']},
  ZONE: {zh: '开发区', en: 'Zone', also: ['development zone']},
  TOWN: {zh: '乡镇街道', en: 'Town', also: ['乡镇', '街道', '街镇']},
  UNIT: {zh: '基层单位', en: 'Unit', also: ['单位', '基层']},
};

/** Finds what a word stands for: by the word in either language, by what others call it, or by its code. */
export function finder<T extends string>(words: Record<T, Words>, keyOf: KeyOf): (text: string) => T | undefined {
  const found = new Map<string, T>();
  for (const [value, {zh, en, also = []}] of Object.entries(words) as [T, Words][]) {
    for (const word of [zh, en, ...also, value]) found.set(keyOf(word), value);
  }
  return (text) => found.get(keyOf(text));
}

/** What a row is read by, beside its words: rules of others. */
export interface Readers {
  /** An id of another system as it is kept; null: it is none. */
  referenceOf: (system: string, value: string) => string | null;
  isRegionCode: (text: string) => boolean;
}

export interface Vocabulary extends Readers {
  column: (text: string) => Column | undefined;
  kind: (text: string) => OrganisationKind | undefined;
  level: (text: string) => OrganisationLevel | undefined;
}

export function vocabulary(keyOf: KeyOf, {referenceOf, isRegionCode}: Readers): Vocabulary {
  const finders = {column: finder(headings, keyOf), kind: finder(kindWords, keyOf), level: finder(levelWords, keyOf)};
  return {...finders, referenceOf, isRegionCode};
}

export interface ColumnPlan {
  /** For each cell of a row, what it is; undefined is passed over. */
  places: (Column | undefined)[];
  /** What was recognised, under the heading that the file gives it. */
  recognised: {column: Column; heading: string}[];
  ignored: string[];
}

export type HeadingProblem = {problem: 'MISSING'; columns: Column[]} | {problem: 'TWICE'; heading: string};

/** A file needs the code and the name; everything else may be left out, and then stays as it is. */
export function planColumns(row: readonly string[], words: Vocabulary): ColumnPlan | HeadingProblem {
  const plan: ColumnPlan = {places: [], recognised: [], ignored: []};
  for (const [index, text] of row.entries()) {
    const heading = unguarded(text).trim();
    const column = heading === '' ? undefined : words.column(heading);
    plan.places[index] = column;
    if (column === undefined) {
      if (heading !== '') plan.ignored.push(heading.slice(0, 100));
      continue;
    }
    if (plan.recognised.some((each) => each.column === column)) return {problem: 'TWICE', heading};
    plan.recognised.push({column, heading: heading.slice(0, 100)});
  }
  const missing = (['code', 'nameZh'] as const).filter((needed) => !plan.places.includes(needed));
  return missing.length > 0 ? {problem: 'MISSING', columns: missing} : plan;
}

/** What stands between several aliases in one cell. An alias has none of these in it: they would not be told apart. */
const BETWEEN = /[;；|\n]/;

export function joined(texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll(new RegExp(BETWEEN, 'g'), ' ')).join('；');
}

export function separated(text: string): string[] {
  return text
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
