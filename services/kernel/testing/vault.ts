import {PersonalVault} from '../src/personal/vault.js';

/** For tests that need a vault and are not about it. */
export const testVault = (): PersonalVault =>
  new PersonalVault([{id: 'test', secret: 'known to the tests and to nobody else'}]);
