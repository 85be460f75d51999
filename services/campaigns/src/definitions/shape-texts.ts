import type {BilingualText} from '@concours/kernel/refusal';
import type {ErrorObject} from 'ajv';
import {pathOf, type Problem} from './problem.js';

interface Facts {
  params: Record<string, unknown>;
  expected?: BilingualText;
  schema: Record<string, unknown>;
}
interface Saying {
  code: string;
  text: BilingualText;
}

const sayings: Record<string, (facts: Facts) => Saying> = {
  required: ({params, expected}) => ({
    code: 'KEY_MISSING',
    text: {
      zh: `此处缺少“${name(params.missingProperty)}”${expected ? `（${expected.zh}）` : ''}。`,
      en: `"${name(params.missingProperty)}" is missing here${expected ? ` (${expected.en})` : ''}.`,
    },
  }),
  additionalProperties: ({params, schema}) => {
    const known = Object.keys((schema.properties as object | undefined) ?? {});
    const near = nearest(name(params.additionalProperty), known);
    return {
      code: 'KEY_UNKNOWN',
      text: {
        zh: `没有“${name(params.additionalProperty)}”这一项${near ? `，是否应为“${near}”` : ''}。此处可写：${known.join('、')}。`,
        en: `There is no entry "${name(params.additionalProperty)}"${near ? `; did you mean "${near}"?` : '.'} Known here: ${known.join(', ')}.`,
      },
    };
  },
  type: ({params, expected}) => wrong('TYPE_WRONG', expected ?? typeNames[String(params.type)] ?? typeNames.object),
  anyOf: ({expected}) =>
    wrong('SHAPE_WRONG', expected ?? {zh: '本格式允许的写法之一', en: 'one of the permitted forms'}),
  enum: ({params}) => values(params.allowedValues as unknown[]),
  const: ({params}) => values([params.allowedValue]),
  pattern: ({expected}) =>
    wrong('FORMAT_WRONG', expected ?? {zh: '规定格式的文本', en: 'a text of the prescribed form'}),
  minLength: ({params}) =>
    bound('TEXT_LENGTH', {zh: `至少 ${params.limit} 个字`, en: `at least ${params.limit} characters`}),
  maxLength: ({params}) =>
    bound('TEXT_LENGTH', {zh: `至多 ${params.limit} 个字`, en: `at most ${params.limit} characters`}),
  minItems: ({params}) =>
    bound('LIST_LENGTH', {zh: `至少列出 ${params.limit} 项`, en: `at least ${params.limit} listed`}),
  maxItems: ({params}) =>
    bound('LIST_LENGTH', {zh: `至多列出 ${params.limit} 项`, en: `at most ${params.limit} listed`}),
  minimum: ({params}) => bound('NUMBER_RANGE', {zh: `不小于 ${params.limit}`, en: `at least ${params.limit}`}),
  maximum: ({params}) => bound('NUMBER_RANGE', {zh: `不大于 ${params.limit}`, en: `at most ${params.limit}`}),
  exclusiveMinimum: ({params}) => bound('NUMBER_RANGE', {zh: `大于 ${params.limit}`, en: `more than ${params.limit}`}),
};

const typeNames: Record<string, BilingualText> = {
  object: {zh: '由“项: 值”组成的一组', en: 'a group of "name: value" entries'},
  array: {zh: '列表', en: 'a list'},
  string: {zh: '文本', en: 'a text'},
  integer: {zh: '整数', en: 'a whole number'},
  number: {zh: '数', en: 'a number'},
  boolean: {zh: 'true 或 false', en: 'true or false'},
};

/** One difference from the schema as a problem: where it is, and what was expected there. */
export function sayShape(error: ErrorObject): Problem {
  const schema = (error.parentSchema ?? {}) as Record<string, unknown>;
  const params = error.params as Record<string, unknown>;
  const path = pathOf(error.instancePath);
  const missing = (schema.properties as Record<string, {expects?: BilingualText}> | undefined)?.[
    String(params.missingProperty)
  ];
  const expected = error.keyword === 'required' ? missing?.expects : (schema.expects as BilingualText | undefined);
  const say = sayings[error.keyword] ?? sayings.anyOf;
  const {code, text} = say({params, schema, ...(expected ? {expected} : {})});
  if (code === 'KEY_UNKNOWN') return {path: [...path, String(params.additionalProperty)], at: 'key', code, text};
  return {path, at: code === 'KEY_MISSING' ? 'key' : 'value', code, text};
}

const wrong = (code: string, expected: BilingualText): Saying => ({
  code,
  text: {zh: `此处应为${expected.zh}。`, en: `Expected here: ${expected.en}.`},
});

const bound = (code: string, limit: BilingualText): Saying => ({
  code,
  text: {zh: `应${limit.zh}。`, en: `It must be ${limit.en}.`},
});

const values = (allowed: unknown[]): Saying => ({
  code: 'VALUE_UNKNOWN',
  text: {
    zh: `只能是：${allowed.map(String).join('、')}。`,
    en: `It must be one of: ${allowed.map(String).join(', ')}.`,
  },
});

/** Names come out of the text: a long one must not make a long message. */
const name = (key: unknown): string => String(key).slice(0, 60);

/** The known name that a typing error most likely meant. */
function nearest(key: string, known: string[]): string | undefined {
  const near = known
    .map((word) => ({word, distance: distance(key.toLowerCase(), word.toLowerCase())}))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(1, Math.floor(near.word.length / 3)) ? near.word : undefined;
}

function distance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
