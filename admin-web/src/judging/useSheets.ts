import {useApolloClient} from '@vue/apollo-composable';
import {computed, onScopeDispose, reactive, ref, shallowRef, watch, type Ref} from 'vue';
import type {ResultOf} from '@/graph/graphql';
import {refusalOf} from '@/graph/refusal';
import {graphLanguage} from '@/i18n/language';
import {Autosave, type SaveState} from '@/saving/autosave';
import {viewer} from '@/session/session';
import {SaveScoreDocument, SheetsDocument} from './judging.documents';
import {keepScore, keptScores} from './kept-scores';
import {type Criterion, inputOf, isDone, type Marks, sameMarks, type Sheet} from './score-sheet';

type Stored = NonNullable<ResultOf<typeof SheetsDocument>['round']>['judging']['sheets']['nodes'][number];

export interface Saving {
  state: SaveState;
  error: unknown;
}

const marksOf = ({points, abstained, conflict}: Marks): Marks => ({points: {...points}, abstained, conflict});
const sheetOf = (
  {entry, submission, scores, abstained, conflict, recused, version}: Stored,
  page: string | null,
): Sheet => ({
  entryId: entry.id,
  number: entry.number,
  submissionId: submission.id,
  title: submission.title,
  author: submission.author,
  unit: submission.organisation.name,
  points: Object.fromEntries(scores.map(({criterion, points}) => [criterion, points ?? ''])),
  abstained,
  conflict,
  recused,
  version,
  page,
});

/** A judge's sheets of one round: each saved as it is typed, kept on this device until the platform has it. */
export function useSheets(roundId: Ref<string | null>, criteria: Ref<readonly Criterion[]>, closed: () => unknown) {
  const {client} = useApolloClient();
  const account = () => viewer.value?.account?.id ?? '';
  const sheets = ref<Sheet[]>([]);
  const savings = reactive(new Map<string, Saving>());
  const savers = new Map<string, Autosave<Marks>>();
  const ready = ref(false);
  const loadError = shallowRef<unknown>(null);
  const restored = ref(0);

  async function page(after: string | null) {
    const variables = {roundId: roundId.value!, after, language: graphLanguage.value};
    const {data} = await client.query({query: SheetsDocument, variables, fetchPolicy: 'no-cache'});
    if (!data.round) throw {extensions: {code: 'NOT_FOUND'}};
    const {nodes, pageInfo} = data.round.judging.sheets;
    return {pageInfo, found: nodes.map((node) => sheetOf(node, after))};
  }

  const reread = async ({entryId, page: after}: Sheet): Promise<Sheet | null> =>
    (await page(after)).found.find((sheet) => sheet.entryId === entryId) ?? null;

  async function send(sheet: Sheet, marks: Marks, version: number): Promise<number> {
    const input = {roundId: roundId.value!, entryId: sheet.entryId, version, ...inputOf(marks, criteria.value)};
    try {
      const {data} = await client.mutate({mutation: SaveScoreDocument, variables: {input}});
      return data!.saveScore.version;
    } catch (thrown) {
      // An answer that got lost on its way: the platform has had this for long.
      const stored = refusalOf(thrown).kind === 'conflict' ? await reread(sheet) : null;
      if (stored && sameMarks(stored, marks, criteria.value)) return stored.version;
      throw thrown;
    }
  }

  function saverOf(sheet: Sheet): Autosave<Marks> {
    const {entryId} = sheet;
    const known = savers.get(entryId);
    if (known) return known;
    const saver: Autosave<Marks> = new Autosave(
      {
        async save(marks, at) {
          const version = await send(sheet, marks, at?.version ?? 0);
          sheet.version = version;
          return {id: entryId, version};
        },
        // Points that are none yet are left out; nothing waits for them.
        complete: () => true,
        classify(thrown) {
          const {kind, code} = refusalOf(thrown);
          if (kind === 'conflict') return 'conflict';
          if (['JUDGING_NOT_OPEN', 'JUDGING_HANDED_IN', 'JUDGING_FROZEN'].includes(code)) closed();
          return kind === 'offline' || kind === 'broken' ? 'failed' : 'refused';
        },
        keep: (marks) =>
          keepScore(account(), roundId.value!, entryId, marks && {...marks, version: saver.at?.version ?? 0}),
        changed: (state, error = null) => savings.set(entryId, {state, error}),
      },
      {id: entryId, version: sheet.version},
    );
    savers.set(entryId, saver);
    return saver;
  }

  function mark(sheet: Sheet, marks: Marks): void {
    Object.assign(sheet, marks);
    saverOf(sheet).change(marksOf(sheet));
  }

  /** What this device kept goes on top of the version it was made on; if there is a newer one, the judge is asked. */
  function restore(): void {
    for (const [entryId, {version, ...marks}] of keptScores(account(), roundId.value!)) {
      const sheet = sheets.value.find((each) => each.entryId === entryId);
      if (!sheet) continue;
      if (sameMarks(sheet, marks, criteria.value)) {
        keepScore(account(), roundId.value!, entryId, null);
        continue;
      }
      sheet.version = version;
      restored.value++;
      mark(sheet, marks);
    }
  }

  async function load(): Promise<void> {
    loadError.value = null;
    try {
      const found: Sheet[] = [];
      for (let after: string | null = null, more = true; more;) {
        const {pageInfo, found: some}: Awaited<ReturnType<typeof page>> = await page(after);
        found.push(...some);
        after = pageInfo.endCursor;
        more = pageInfo.hasNextPage;
      }
      const first = !ready.value;
      if (first) sheets.value = found;
      // In another language only the names are new: what is being typed stays.
      else
        for (const sheet of sheets.value)
          sheet.unit = found.find((f) => f.entryId === sheet.entryId)?.unit ?? sheet.unit;
      if (first) restore();
      ready.value = true;
    } catch (thrown) {
      loadError.value = thrown;
    }
  }

  /** After a conflict: the version that was found, thrown away or written over. */
  async function resolve(sheet: Sheet, how: 'load' | 'keep'): Promise<void> {
    const stored = await reread(sheet);
    if (!stored) return;
    sheet.version = stored.version;
    if (how === 'keep') return saverOf(sheet).overwrite(stored.version);
    Object.assign(sheet, marksOf(stored));
    saverOf(sheet).drop(stored.version);
  }

  const flush = async (): Promise<void> => {
    await Promise.all([...savers.values()].filter(({settled}) => !settled).map((saver) => saver.flush()));
  };
  const unsaved = computed(() =>
    sheets.value.filter(({entryId}) => !['saved', 'clean'].includes(savings.get(entryId)?.state ?? 'clean')),
  );
  const done = computed(() => sheets.value.filter((sheet) => isDone(sheet, criteria.value)).length);

  const online = () => void flush();
  window.addEventListener('online', online);
  onScopeDispose(() => {
    window.removeEventListener('online', online);
    savers.forEach((saver) => saver.stop());
  });
  watch([roundId, graphLanguage], ([id]) => id && void load(), {immediate: true});

  return {sheets, savings, ready, loadError, load, restored, mark, resolve, flush, unsaved, done};
}
