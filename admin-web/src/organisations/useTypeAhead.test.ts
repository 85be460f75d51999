import {useTypeAhead} from './useTypeAhead';

test('letters that follow each other are one text, until there is a pause', () => {
  let now = 0;
  const {typed} = useTypeAhead(() => now);
  expect(typed('h')).toBe('h');
  now = 300;
  expect(typed('f')).toBe('hf');
  now = 2_000;
  expect(typed('b')).toBe('b');
});

test('what has a name is no letter, and neither is a space before one', () => {
  const {typed} = useTypeAhead(() => 0);
  expect([typed('ArrowDown'), typed('F1'), typed(' '), typed('合')]).toEqual([null, null, null, '合']);
});
