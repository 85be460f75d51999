import type {ReferenceLoader} from '@concours/kernel/subgraph';
import type {AccountService} from './account.service.js';

/** A reference to an account is no way round who may see it. */
export function accountReferences(accounts: AccountService): ReferenceLoader {
  return (refs, {caller}) =>
    accounts.visible(
      caller,
      refs.map((ref) => String(ref.id)),
    );
}
