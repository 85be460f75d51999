import {safeTarget} from '@/session/useSignIn';
import {withValue} from './useUrlState';

test.each([
  ['/campaigns/x?states=DRAFT', '/campaigns/x?states=DRAFT'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('after signing in, %j leads to %s', (asked, target) => {
  expect(safeTarget(asked)).toBe(target);
});

test.each<[string, object, string, string | undefined, object]>([
  [
    'a filter starts the list anew',
    {states: 'DRAFT', after: 'c2'},
    'search',
    '车间',
    {states: 'DRAFT', search: '车间'},
  ],
  ['an emptied filter leaves the address', {states: 'DRAFT'}, 'states', undefined, {}],
  ['a page keeps the filters', {states: 'DRAFT'}, 'after', 'c3', {states: 'DRAFT', after: 'c3'}],
])('%s', (_, query, name, value, expected) => {
  expect(withValue({...query}, name, value)).toEqual(expected);
});
