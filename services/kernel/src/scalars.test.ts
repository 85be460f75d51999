import {parseValue} from 'graphql';
import {DateTime, Decimal, Json} from './scalars.js';

const refused = expect.objectContaining({code: 'INPUT_INVALID'});

describe('DateTime', () => {
  it.each([
    ['2024-05-01T09:00:00+08:00', '2024-05-01T01:00:00.000Z'],
    ['2024-05-01T01:00:00Z', '2024-05-01T01:00:00.000Z'],
    ['2024-05-01T01:00:00.5Z', '2024-05-01T01:00:00.500Z'],
    ['2024-02-29T23:59:59.999-05:30', '2024-03-01T05:29:59.999Z'],
    ['2024-05-01T01:00:00.123456789Z', '2024-05-01T01:00:00.123Z'],
  ])('takes %s for %s, as a variable and in a document', (text, instant) => {
    expect(DateTime.parseValue(text).toISOString()).toBe(instant);
    expect(DateTime.parseLiteral(parseValue(`"${text}"`)).toISOString()).toBe(instant);
    expect(DateTime.serialize(new Date(instant))).toBe(instant);
  });

  it.each([
    '2024-05-01',
    '2024-05-01T01:00:00',
    '2024-05-01 01:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-05-01T24:00:00Z',
    '2024-05-01T01:60:00Z',
    '2024-05-01T01:00:60Z',
    '2024-05-01T01:00:00+15:00',
    '0000-01-01T00:00:00Z',
    '+012024-05-01T01:00:00Z',
    '２０２４-05-01T01:00:00Z',
    '',
    'now',
    1714525200000,
    null,
    {},
  ])('refuses %j', (value) => {
    expect(() => DateTime.parseValue(value)).toThrow(refused);
  });
});

describe('Decimal', () => {
  it.each(['0', '98.5', '98.50', '-0.1', '100.0001', '12345678901234567890.123456789012'])(
    'keeps %s to the digit',
    (text) => {
      expect(Decimal.parseValue(text)).toBe(text);
      expect(Decimal.parseLiteral(parseValue(text))).toBe(text);
      expect(Decimal.serialize(text)).toBe(text);
    },
  );

  it('takes a whole JSON number, which has lost nothing', () => {
    expect(Decimal.parseValue(7)).toBe('7');
  });

  it.each([
    '-0',
    '-0.00',
    '1e2',
    '１００',
    '+1',
    ' 1',
    '1 ',
    '.5',
    '5.',
    '01',
    '',
    'NaN',
    'Infinity',
    '1,5',
    '0x10',
    '1.1234567890123',
    '123456789012345678901',
    0.1,
    -0,
    1e21,
    NaN,
    null,
    true,
    ['1'],
    {},
  ])('refuses %j', (value) => {
    expect(() => Decimal.parseValue(value)).toThrow(refused);
  });
});

describe('JSON', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  it.each([null, 1, 'a', true, [1, {a: null}], nested(32)])('takes %j', (value) => {
    expect(Json.parseValue(value)).toEqual(value);
  });

  it('takes an object written in a document', () => {
    expect(Json.parseLiteral(parseValue('{a: [1, "b", RED]}'))).toEqual({a: [1, 'b', 'RED']});
  });

  it.each([JSON.parse('{"__proto__": {"admin": true}}'), [JSON.parse('{"a": {"__proto__": 1}}')], nested(33), NaN])(
    'refuses %j',
    (value) => {
      expect(() => Json.parseValue(value)).toThrow(refused);
    },
  );
});
