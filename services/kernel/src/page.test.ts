import {PageArgs, decodeCursor, encodeCursor} from './page.js';

const code = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as {code?: string}).code;
  }
};

describe('a cursor', () => {
  it.each([[['a', 1]], [['合肥𠮷"\\', -0.5, '']], [[]], [[Number.MAX_SAFE_INTEGER]]])('comes back as %j', (values) => {
    expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'aGVsbG8'],
    ['another arity', encodeCursor(['a'])],
    ['an object', Buffer.from('{"0":"a","1":"b","length":2}').toString('base64url')],
    ['a nested value', Buffer.from('["a",{"$ne":1}]').toString('base64url')],
    ['null', Buffer.from('["a",null]').toString('base64url')],
    ['spaces', Buffer.from('["a", 1]').toString('base64url')],
    ['1e400', Buffer.from('["a",1e400]').toString('base64url')],
    ['padding', `${encodeCursor(['a', 1])}==`],
    ['other characters', `${encodeCursor(['a', 1])}!`],
    ['broken UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x2c, 0x31, 0x5d]).toString('base64url')],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('with %s is refused', (_, cursor) => {
    expect(code(() => decodeCursor(cursor, 2))).toBe('CURSOR_INVALID');
  });
});

describe('the size of a page', () => {
  it.each([
    {first: 1, refused: undefined},
    {first: 200, refused: undefined},
    {first: 0, refused: 'PAGE_SIZE_INVALID'},
    {first: -1, refused: 'PAGE_SIZE_INVALID'},
    {first: 201, refused: 'PAGE_SIZE_INVALID'},
  ])('$first is refused as $refused', ({first, refused}) => {
    expect(code(() => Object.assign(new PageArgs(), {first}).check())).toBe(refused);
  });

  it('is 50 unless told', () => {
    expect(new PageArgs().first).toBe(50);
  });
});
