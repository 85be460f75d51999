import {digestOfIds, matchShortlist} from './entry.rules.js';

/** Any function of the text will do. */
const digest = (text: string): string => `<${text}>`;
const listed = (id: string) => ({id, wasShortlisted: true, withdrawn: false});
const gone = (id: string) => ({id, wasShortlisted: true, withdrawn: true});
/** Withdrawn, and nobody saw whether it had been on the list. */
const unseen = (id: string) => ({id, wasShortlisted: false, withdrawn: true});
const closed = (...ids: string[]) => ({count: ids.length, digest: digestOfIds(ids, digest)});

test('the digest does not depend on the order in which works arrive', () =>
  expect(digestOfIds(['b', 'a'], digest)).toBe(digestOfIds(['a', 'b'], digest)));

test.each([
  ['all have arrived', [listed('a'), listed('b')], closed('a', 'b'), ['a', 'b']],
  ['one is missing', [listed('a')], closed('a', 'b'), null],
  ['one too many', [listed('a'), listed('b'), listed('c')], closed('a', 'b'), null],
  ['as many, but another', [listed('a'), listed('c')], closed('a', 'b'), null],
  ['one withdrawn since', [listed('a'), gone('b')], closed('a', 'b'), ['a', 'b']],
  ['one withdrawn since, unseen', [listed('a'), unseen('b'), unseen('c')], closed('a', 'c'), ['a', 'c']],
  ['two withdrawn since, unseen', [unseen('a'), unseen('b'), unseen('c')], closed('a', 'c'), ['a', 'c']],
  ['one taken off and withdrawn before the list closed', [listed('a'), gone('b')], closed('a'), ['a']],
  ['nothing was chosen', [], closed(), []],
])('%s', (_, candidates, list, expected) => {
  expect(matchShortlist(candidates, list, digest)?.sort() ?? null).toEqual(expected);
});

test('what cannot be found is given up soon', () => {
  const many = Array.from({length: 60}, (_, index) => unseen(`w${index}`));
  expect(matchShortlist(many, {count: 30, digest: 'none'}, digest)).toBeNull();
});
