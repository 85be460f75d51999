import type {BilingualText} from '../refusal.js';

type Facts = Record<string, string | number>;

/** What is wrong with a table's file as a whole. Services give it codes of their own. */
const problems = {
  FORMAT_UNKNOWN: () => ({
    zh: '只接受 CSV 与 XLSX。旧版 XLS 或加密的文件，请另存为不加密的 XLSX。',
    en: 'Only CSV and XLSX are taken. Save an old XLS or a protected file as XLSX without a password.',
  }),
  ENCODING_UNKNOWN: () => ({
    zh: '无法识别文字编码，请另存为 UTF-8。',
    en: "The file's text is neither UTF-8 nor GB18030. Save it as UTF-8.",
  }),
  CSV_BROKEN: ({line}) => ({
    zh: `第 ${line} 行附近引号不成对，无法继续读取。`,
    en: `A quote near line ${line} is not closed; what follows can't be read.`,
  }),
  FILE_BROKEN: () => ({
    zh: '文件已损坏，或不是表格文件。',
    en: 'The file is damaged, or is no spreadsheet.',
  }),
  FILE_INFLATED: () => ({
    zh: '文件解压后过大，已拒绝。',
    en: 'What the file holds is too large once it is unpacked.',
  }),
  MACROS: () => ({
    zh: '文件含有宏，请另存为不含宏的 XLSX。',
    en: 'The file holds macros. Save it as XLSX without them.',
  }),
  TOO_MANY_ROWS: ({most}) => ({
    zh: `文件超过 ${most} 行，未作任何改动。请拆分后导入。`,
    en: `The file has more than ${most} rows. Nothing was changed: split it and import the parts.`,
  }),
} satisfies Record<string, (facts: Facts) => BilingualText>;

export type TableProblem = keyof typeof problems;

/** Thrown while a table's file is read. */
export class TableRefused extends Error {
  constructor(
    readonly problem: TableProblem,
    readonly facts: Facts = {},
  ) {
    super(problem);
  }

  get text(): BilingualText {
    return tableProblemText(this.problem, this.facts);
  }
}

export function tableProblemText(problem: TableProblem, facts: Facts): BilingualText {
  return (problems[problem] as (facts: Facts) => BilingualText)(facts);
}
