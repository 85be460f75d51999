import {computed, shallowRef} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {viewer} from '@/session/session';
import type {AccountsDocument} from './people.documents';

export type ListedAccount = ResultOf<typeof AccountsDocument>['accounts']['nodes'][number];

/** Nobody acts on their own account, nor on somebody who holds what they could not have given. */
export const isSelectable = (account: ListedAccount): boolean =>
  account.administrable && account.id !== viewer.value?.account?.id && account.grants.every(({revocable}) => revocable);

/** The selection of the list; it outlives pages and filters, so that an act can say what it is about to touch. */
export function useAccountSelection() {
  const selected = shallowRef<ReadonlyMap<string, ListedAccount>>(new Map());
  const accounts = computed(() => [...selected.value.values()]);
  return {
    accounts,
    toSuspend: computed(() => accounts.value.filter(({state}) => state !== 'SUSPENDED')),
    toReinstate: computed(() => accounts.value.filter(({state}) => state === 'SUSPENDED')),
    has: ({id}: ListedAccount) => selected.value.has(id),
    toggle(page: readonly ListedAccount[], on: boolean) {
      const next = new Map(selected.value);
      for (const account of page) {
        if (on) next.set(account.id, account);
        else next.delete(account.id);
      }
      selected.value = next;
    },
    /** After an act: those that were refused, so that they can be looked at; of none, nothing. */
    keepOnly: (ids: readonly string[]) =>
      (selected.value = new Map([...selected.value].filter(([id]) => ids.includes(id)))),
  };
}
