import {computed, ref, shallowRef, watch, type Ref} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {graphLanguage} from '@/i18n/language';
import {ask} from './ask';
import {VoteEntriesDocument} from './vote.documents';

type Page = NonNullable<ResultOf<typeof VoteEntriesDocument>['round']>['entries'];
export type VoteEntry = Page['nodes'][number];

const FIRST = 30;
/** Links to pictures live for five minutes; pages with broken ones are asked for again, so often at most. */
const AGAIN_AFTER_MS = 30_000;

/** The entries by number, a page at a time; all of them as soon as somebody looks for one. */
export function useEntries(roundId: Ref<string | null>) {
  const pages = shallowRef<{after: string | null; page: Page; at: number}[]>([]);
  const loading = ref(false);
  const failed = ref(false);
  const entries = computed(() => pages.value.flatMap(({page}) => page.nodes));
  const total = computed(() => pages.value[0]?.page.totalCount ?? 0);
  const next = computed(() => pages.value.at(-1)?.page.pageInfo ?? null);

  const read = async (after: string | null): Promise<Page | null> => {
    if (roundId.value === null) return null;
    const variables = {roundId: roundId.value, first: FIRST, after, language: graphLanguage.value};
    return (await ask(VoteEntriesDocument, variables)).round?.entries ?? null;
  };

  let under: Promise<void> | undefined;
  /** One page more; the same one for all who ask meanwhile. */
  function more(): Promise<void> {
    under ??= one().finally(() => (under = undefined));
    return under;
  }

  async function one(): Promise<void> {
    if (next.value && !next.value.hasNextPage) return;
    const after = next.value?.endCursor ?? null;
    loading.value = true;
    try {
      const page = await read(after);
      if (page) pages.value = [...pages.value, {after, page, at: Date.now()}];
      failed.value = false;
    } catch {
      failed.value = true;
    } finally {
      loading.value = false;
    }
  }

  async function all(): Promise<void> {
    do await more();
    while (next.value?.hasNextPage && !failed.value);
  }

  /** A picture did not come: the page it is on is asked for anew. */
  async function refresh(id: string): Promise<void> {
    const index = pages.value.findIndex(({page}) => page.nodes.some((entry) => entry.id === id));
    const old = pages.value[index];
    if (!old || Date.now() - old.at < AGAIN_AFTER_MS) return;
    old.at = Date.now();
    const page = await read(old.after).catch(() => null);
    if (page) pages.value = pages.value.map((each, at) => (at === index ? {...each, page} : each));
  }

  async function reload(): Promise<void> {
    const read = pages.value.length;
    pages.value = [];
    for (let n = 0; n < Math.max(1, read) && !failed.value; n++) await more();
  }

  watch(graphLanguage, () => void reload());
  watch(roundId, () => void reload(), {immediate: true});
  return {
    entries,
    total,
    hasMore: computed(() => next.value?.hasNextPage ?? false),
    loading,
    failed,
    more,
    all,
    refresh,
    reload,
  };
}

/** Numbers with and without their zeros, and any part of the rest. */
export function matches(entry: VoteEntry, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase();
  const {number, submission, organisation} = entry;
  if (/^\d+$/.test(wanted)) return number.includes(wanted) || Number(number) === Number(wanted);
  return [submission.title, submission.author, organisation.shortName].some((part) =>
    part.toLocaleLowerCase().includes(wanted),
  );
}
