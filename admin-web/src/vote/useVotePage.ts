import {onScopeDispose, ref, shallowRef, watch} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {setServerClock} from '@/ui/useNow';
import {ask} from './ask';
import type {roundOf} from './vote-address';
import {VotePageDocument} from './vote.documents';

export type VotePageData = ResultOf<typeof VotePageDocument>;
export type VoteRound = NonNullable<NonNullable<VotePageData['campaign']>['round']>;

/** The page goes by the server's clock meanwhile; a crowd that has it open costs the platform next to nothing. */
const EVERY_MS = 300_000;

/** The round, who votes and what they have left; asked again when the page comes back to the front. */
export function useVotePage(address: NonNullable<ReturnType<typeof roundOf>>) {
  const data = shallowRef<VotePageData | null>(null);
  const failed = ref(false);

  async function load(): Promise<void> {
    try {
      data.value = await ask(VotePageDocument, {...address, language: graphLanguage.value});
      failed.value = false;
      const clock = data.value.campaign?.clock;
      if (clock) setServerClock(clock);
    } catch {
      // what is there stays: a vote that is open does not close because a telephone is in a tunnel
      failed.value = true;
    }
  }

  /** The browser gets its number before it is known who votes in it. */
  async function begin(): Promise<void> {
    await fetch('/session/voter', {cache: 'no-store', credentials: 'same-origin'}).catch(() => undefined);
    await load();
  }

  const onShown = (): void => void (document.visibilityState === 'visible' && load());
  const timer = setInterval(onShown, EVERY_MS);
  document.addEventListener('visibilitychange', onShown);
  window.addEventListener('online', onShown);
  watch(graphLanguage, () => void load());
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onShown);
    window.removeEventListener('online', onShown);
  });
  return {data, failed, begin, load};
}
