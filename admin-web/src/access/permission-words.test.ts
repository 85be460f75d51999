import {permissions} from '../../../schema/src/access';
import {permissionNames} from './permission-words';

test('every permission of the platform has its words, and no words are left of one that is gone', () => {
  expect([...permissionNames].sort()).toEqual(Object.keys(permissions).sort());
});
