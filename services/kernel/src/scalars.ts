import {GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode} from 'graphql';
import {inputInvalid} from './refusal.js';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const DECIMAL = /^-?(?:0|[1-9]\d{0,19})(?:\.\d{1,12})?$/;
const MAX_DEPTH = 32;

const badInstant = () =>
  inputInvalid({
    field: 'DateTime',
    reason: {
      zh: '须为带时区的 ISO 8601 时间，例如 2024-05-01T09:00:00+08:00。',
      en: 'an ISO 8601 time with its offset, such as 2024-05-01T09:00:00+08:00.',
    },
  });
const badDecimal = () =>
  inputInvalid({
    field: 'Decimal',
    reason: {zh: '须为十进制数字文本，例如 "98.5"。', en: 'a decimal number as text, such as "98.5".'},
  });
const badJson = () =>
  inputInvalid({
    field: 'JSON',
    reason: {zh: '嵌套过深或键名不被允许。', en: 'nested too deeply, or a key is not allowed.'},
  });

function literal(parse: (value: unknown) => unknown, ...kinds: Kind[]) {
  return (node: ValueNode) => parse(kinds.includes(node.kind) && 'value' in node ? node.value : undefined);
}

function parseInstant(value: unknown): Date {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!parts) throw badInstant();
  const [, year, month, day] = parts.map(Number);
  const instant = new Date(parts[0]);
  // Date takes 30 February for 1 March
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (Number.isNaN(instant.getTime()) || year < 1000 || day > lastDay) throw badInstant();
  return instant;
}

export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant. ISO 8601 with its offset from UTC going in, such as 2024-05-01T09:00:00+08:00; UTC with milliseconds coming out.',
  parseValue: parseInstant,
  parseLiteral: literal(parseInstant, Kind.STRING) as (node: ValueNode) => Date,
  serialize: (value) => new Date(value as Date | string | number).toISOString(),
});

function parseDecimal(value: unknown): string {
  // a JSON number has lost digits before it arrives here, except a whole one
  const text =
    typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : value;
  if (typeof text !== 'string' || !DECIMAL.test(text) || /^-0(\.0*)?$/.test(text)) throw badDecimal();
  return text;
}

export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text, such as "98.50": up to 20 digits before the point and 12 after it, no exponent.',
  parseValue: parseDecimal,
  parseLiteral: literal(parseDecimal, Kind.STRING, Kind.INT, Kind.FLOAT) as (node: ValueNode) => string,
  serialize: parseDecimal,
});

function parseJson(value: unknown): unknown {
  if (!isPlain(value, 0)) throw badJson();
  return value;
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return typeof value !== 'number' || Number.isFinite(value);
  if (depth === MAX_DEPTH) return false;
  if (Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((inner) => isPlain(inner, depth + 1));
}

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, at most 32 levels deep.',
  parseValue: parseJson,
  parseLiteral: (node, variables) => parseJson(valueFromASTUntyped(node, variables)),
  serialize: (value) => value,
});
