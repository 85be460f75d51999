import type {BilingualText} from '@concours/kernel/refusal';

/** What is wrong with the text itself, before anybody looks at what it says. */
const texts: Record<string, BilingualText> = {
  TOO_LARGE: {zh: '方案文件超过 256 KB。', en: 'The definition is larger than 256 KB.'},
  TOO_DEEP: {zh: '嵌套层次过深。', en: 'The text is nested too deeply.'},
  EMPTY: {zh: '方案文件是空的。', en: 'The definition is empty.'},
  ALIAS_REFUSED: {
    zh: '方案中不能使用锚点（&）和引用（*），请完整写出。',
    en: 'Anchors (&) and aliases (*) are not permitted: write the content out.',
  },
  TAG_REFUSED: {zh: '方案中不能使用类型标签（!）。', en: 'Tags (!) are not permitted.'},
  KEY_NOT_TEXT: {zh: '项名须为文本。', en: 'The name of an entry must be a text.'},
  KEY_DUPLICATE: {zh: '同一层中该项重复出现。', en: 'This entry is given twice in the same place.'},
  TAB_AS_INDENT: {zh: '缩进须用空格，不能用制表符。', en: 'Indent with spaces, not with tabs.'},
  BAD_INDENT: {zh: '缩进不对齐。', en: 'The indentation does not fit.'},
  MISSING_CHAR: {
    zh: '缺少字符（引号、冒号、空格或括号）。',
    en: 'A character is missing here (a quote, colon, space or bracket).',
  },
  MULTIPLE_DOCS: {
    zh: '一个文件只能写一份方案（多余的 ---）。',
    en: 'One file holds one definition (a second --- was found).',
  },
  UNEXPECTED_TOKEN: {zh: '此处的内容无法识别。', en: 'This was not expected here.'},
  MULTILINE_IMPLICIT_KEY: {
    zh: '项名须写在一行内，并检查上一行是否缺少引号或冒号。',
    en: 'The name of an entry must stay on one line; look for a missing quote or colon above.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '同一行中不能再嵌套“项: 值”，请换行或加引号。',
    en: 'Another "name: value" can\'t be nested on the same line: start a new line or quote it.',
  },
  BAD_ALIAS: {zh: '引用无效；方案中不能使用引用（*）。', en: 'Not a valid alias; aliases (*) are not permitted.'},
  BAD_SCALAR_START: {zh: '以该字符开头的文本须加引号。', en: 'A text that begins with this character must be quoted.'},
};

export function syntaxText(code: string, detail?: string): BilingualText {
  return (
    texts[code] ?? {zh: `YAML 语法错误（${code}）。`, en: `Not valid YAML (${code})${detail ? `: ${detail}` : ''}.`}
  );
}
