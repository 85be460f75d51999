import {defineRefusal, type BilingualText} from '@concours/kernel/refusal';
import {tableProblemText, type TableRefused} from '@concours/kernel/tables/table-refused';
import {headings, kindWords, levelWords, type Column} from './columns.rules.js';
import {MAX_FILE, MAX_ROWS} from './import-job.js';
import type {RowProblem, RowProblemCode} from './row.rules.js';

const megabytes = MAX_FILE / 1_048_576;
const mostRows = MAX_ROWS.toLocaleString('en-US');

export const importFileTooLarge = defineRefusal<{most: number}>('ORGANISATION_IMPORT_FILE_TOO_LARGE', () => ({
  zh: `文件过大，最大 ${megabytes} MB，请拆分后导入。`,
  en: `The file is too large: ${megabytes} MB at most. Split it and import the parts.`,
}));
export const importFileEmpty = defineRefusal('ORGANISATION_IMPORT_FILE_EMPTY', () => ({
  zh: '文件是空的，或没有收到完整内容。',
  en: 'The file is empty, or did not arrive whole.',
}));
export const importLengthRequired = defineRefusal('ORGANISATION_IMPORT_LENGTH_REQUIRED', () => ({
  zh: '请求须注明文件大小（Content-Length）。',
  en: 'The request has to state the size of the file (Content-Length).',
}));
export const importFormatUnknown = defineRefusal('ORGANISATION_IMPORT_FORMAT_UNKNOWN', () =>
  tableProblemText('FORMAT_UNKNOWN', {}),
);
export const importTooMany = defineRefusal<{most: number}>('ORGANISATION_IMPORT_TOO_MANY', ({most}) => ({
  zh: `您有 ${most} 个尚未完成的导入，请先应用或取消其中之一。`,
  en: `You have ${most} unfinished imports: apply or cancel one of them first.`,
}));
export const importNotReady = defineRefusal<{state: string}>('ORGANISATION_IMPORT_NOT_READY', () => ({
  zh: '该导入当前状态不能执行此操作，请刷新查看。',
  en: 'The import is not in a state for this: reload it and look.',
}));

type Facts = Record<string, string | number>;

/** What is wrong with a file as a whole; its job fails with it. */
const fileProblems = {
  ORGANISATION_IMPORT_TOO_MANY_ROWS: () => tableProblemText('TOO_MANY_ROWS', {most: mostRows}),
  ORGANISATION_IMPORT_NO_ROWS: () => ({zh: '文件中没有可导入的行。', en: 'The file has no rows to import.'}),
  ORGANISATION_IMPORT_ENCODING_UNKNOWN: () => tableProblemText('ENCODING_UNKNOWN', {}),
  ORGANISATION_IMPORT_COLUMNS_MISSING: ({columns}) => ({
    zh: `第一行须为列标题，缺少：${named(columns, 'zh')}。`,
    en: `The first row holds the headings. Missing: ${named(columns, 'en')}.`,
  }),
  ORGANISATION_IMPORT_COLUMN_TWICE: ({heading}) => ({
    zh: `列“${heading}”出现两次（或与另一列含义相同）。`,
    en: `The column "${heading}" stands twice, or means the same as another one.`,
  }),
  ORGANISATION_IMPORT_CSV_BROKEN: (facts) => tableProblemText('CSV_BROKEN', facts),
  ORGANISATION_IMPORT_FILE_BROKEN: () => tableProblemText('FILE_BROKEN', {}),
  ORGANISATION_IMPORT_FILE_INFLATED: () => tableProblemText('FILE_INFLATED', {}),
  ORGANISATION_IMPORT_MACROS: () => tableProblemText('MACROS', {}),
} satisfies Record<string, (facts: Facts) => BilingualText>;
export type FileProblemCode = keyof typeof fileProblems;

/** Thrown while a file is read. */
export class FileRefused extends Error {
  constructor(
    readonly code: FileProblemCode,
    readonly facts: Facts = {},
  ) {
    super(code);
  }

  /** What the reader of tables found wrong. */
  static of({problem, facts}: TableRefused): FileRefused {
    return new FileRefused(`ORGANISATION_IMPORT_${problem}` as FileProblemCode, facts);
  }
}

export function fileProblemText({code, facts}: {code: string; facts: Facts}): BilingualText {
  const text = (fileProblems as Record<string, ((facts: Facts) => BilingualText) | undefined>)[code];
  return text?.(facts) ?? {zh: '系统出现问题，请重试。', en: 'Something went wrong on our side. Please try again.'};
}

const list = (words: Record<string, {zh: string; en: string}>, language: 'zh' | 'en'): string =>
  Object.values(words)
    .map((word) => word[language])
    .join(language === 'zh' ? '、' : ', ');

const rowProblems: Record<RowProblemCode, [code: string, text: (facts: Facts) => BilingualText]> = {
  CODE_MISSING: ['ORGANISATION_CODE_MISSING', () => ({zh: '没有代码。', en: 'There is no code.'})],
  CODE_INVALID: [
    'ORGANISATION_CODE_INVALID',
    () => ({
      zh: '代码只能由小写字母、数字组成，可用点或短横线分隔，最长 100 个字符。',
      en: 'A code is made of lower-case letters and digits, joined by dots or hyphens, 100 characters at most.',
    }),
  ],
  REPEATED: [
    'ORGANISATION_CODE_REPEATED',
    ({row}) => ({zh: `该代码已在第 ${row} 行出现。`, en: `The same code stands in row ${row}.`}),
  ],
  NAME_MISSING: ['ORGANISATION_NAME_MISSING', () => ({zh: '没有名称。', en: 'There is no name.'})],
  NAME_INVALID: [
    'ORGANISATION_NAME_INVALID',
    () => ({zh: '名称中没有文字。', en: 'The name has neither a letter nor a digit.'}),
  ],
  NAME_TOO_LONG: [
    'ORGANISATION_NAME_TOO_LONG',
    ({most}) => ({zh: `名称最长 ${most} 个字符。`, en: `A name has ${most} characters at most.`}),
  ],
  NAME_UNSEEN: [
    'ORGANISATION_NAME_UNSEEN',
    () => ({
      zh: '含有看不见的字符、换行或文字方向控制符。',
      en: 'It holds invisible characters, a line break, or characters that turn the writing direction.',
    }),
  ],
  NAME_FORMULA: [
    'ORGANISATION_NAME_FORMULA',
    () => ({zh: '不能以 = + - @ 开头。', en: "It can't begin with =, +, - or @."}),
  ],
  KIND_MISSING: ['ORGANISATION_KIND_MISSING', () => ({zh: '没有类型。', en: 'There is no kind.'})],
  KIND_UNKNOWN: [
    'ORGANISATION_KIND_UNKNOWN',
    ({text}) => ({
      zh: `不认识的类型“${text}”，可用：${list(kindWords, 'zh')}。`,
      en: `"${text}" is no kind. These are: ${list(kindWords, 'en')}.`,
    }),
  ],
  LEVEL_MISSING: ['ORGANISATION_LEVEL_MISSING', () => ({zh: '没有层级。', en: 'There is no level.'})],
  LEVEL_UNKNOWN: [
    'ORGANISATION_LEVEL_UNKNOWN',
    ({text}) => ({
      zh: `不认识的层级“${text}”，可用：${list(levelWords, 'zh')}。`,
      en: `"${text}" is no level. These are: ${list(levelWords, 'en')}.`,
    }),
  ],
  REGION_INVALID: [
    'ORGANISATION_REGION_INVALID',
    () => ({zh: '行政区划代码为 6 至 12 位数字。', en: 'A region code has 6 to 12 digits.'}),
  ],
  TOO_MANY_ALIASES: [
    'ORGANISATION_ALIASES_TOO_MANY',
    ({most}) => ({zh: `别名最多 ${most} 个。`, en: `There are ${most} aliases at most.`}),
  ],
  REFERENCE_INVALID: [
    'ORGANISATION_REFERENCE_INVALID',
    () => ({
      zh: '外部编号应写作“系统:编号”，每个系统一个，以分号分隔；统一社会信用代码（uscc）须通过校验。',
      en: 'An external id is written as "system:id", one of each system, with semicolons between; a credit code (uscc) has to pass its check.',
    }),
  ],
  REFERENCE_TAKEN: [
    'ORGANISATION_REFERENCE_TAKEN',
    ({text}) => ({
      zh: `外部编号“${text}”已属于另一个单位。`,
      en: `The external id "${text}" belongs to another organisation.`,
    }),
  ],
  CELL_FORMULA: [
    'ORGANISATION_IMPORT_CELL_FORMULA',
    () => ({
      zh: '单元格是公式。请复制后“粘贴为数值”再导入。',
      en: 'The cell holds a formula. Paste its value in its place.',
    }),
  ],
  CELL_ERROR: ['ORGANISATION_IMPORT_CELL_ERROR', () => ({zh: '单元格显示错误值。', en: 'The cell shows an error.'})],
  DIFFERS: [
    'ORGANISATION_DIFFERS',
    () => ({
      zh: '该代码的单位已存在，且与本行内容不同；本次导入只新增。',
      en: 'An organisation with this code exists and differs; this import only adds.',
    }),
  ],
  CODE_TAKEN: [
    'ORGANISATION_CODE_TAKEN',
    () => ({
      zh: '该代码属于不由您管理的单位。',
      en: 'The code belongs to an organisation that you do not administer.',
    }),
  ],
  CLOSED: ['ORGANISATION_CLOSED', () => ({zh: '该单位已撤销。', en: 'The organisation is closed.'})],
  PARENT_MISSING: ['ORGANISATION_PARENT_MISSING', () => ({zh: '没有上级单位。', en: 'There is no parent.'})],
  PARENT_DIFFERS: [
    'ORGANISATION_PARENT_DIFFERS',
    ({is}) => ({
      zh: `该单位现在的上级是“${is}”。导入不移动单位，请在单位页面上移动。`,
      en: `Its parent is "${is}". An import moves nothing: move it on its own page.`,
    }),
  ],
  PARENT_UNKNOWN: [
    'ORGANISATION_PARENT_UNKNOWN',
    () => ({
      zh: '在您管理的范围和本文件中找不到这个上级单位。',
      en: 'There is no such parent in what you administer, nor in this file.',
    }),
  ],
  PARENT_AMBIGUOUS: [
    'ORGANISATION_PARENT_AMBIGUOUS',
    ({candidates}) => ({
      zh: `上级名称对应多个单位：${candidates}。请改填上级代码。`,
      en: `The parent's name fits several: ${candidates}. Give its code instead.`,
    }),
  ],
  PARENT_REFUSED: [
    'ORGANISATION_PARENT_REFUSED',
    () => ({zh: '上级单位所在的行未被接受。', en: "The parent's own row was refused."}),
  ],
  PARENT_CLOSED: ['ORGANISATION_PARENT_CLOSED', () => ({zh: '上级单位已撤销。', en: 'The parent is closed.'})],
  LOOP: ['ORGANISATION_LOOP', () => ({zh: '上下级关系成环。', en: 'The parents of this row lead back to it.'})],
  TOO_DEEP: [
    'ORGANISATION_TOO_DEEP',
    ({most}) => ({zh: `组织架构最多 ${most} 级。`, en: `The tree of organisations has ${most} levels at most.`}),
  ],
};

/** What the report says of a row; the codes are as public as those of refusals. */
export function rowProblemText({code, facts = {}}: RowProblem): {code: string; text: BilingualText} {
  const [publicCode, text] = rowProblems[code];
  return {code: publicCode, text: text(facts)};
}

function named(columns: string | number | undefined, language: 'zh' | 'en'): string {
  return String(columns)
    .split(',')
    .map((column) => headings[column as Column][language])
    .join(language === 'zh' ? '、' : ', ');
}
