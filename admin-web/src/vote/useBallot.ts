import {computed, ref, shallowRef, watch, type Ref} from 'vue';
import type {Refused} from '@/graph/refusal';
import type {ResultOf} from '@/graph/graphql';
import {ask} from './ask';
import {HandIn, type Outcome, type Pending} from './hand-in';
import {Receipts} from './receipts';
import type {VoteEntry} from './useEntries';
import {CastBallotDocument} from './vote.documents';

type Receipt = ResultOf<typeof CastBallotDocument>['castBallot'];

export type Stage =
  | {name: 'choosing'}
  | {name: 'sending'; marks: number; why: 'offline' | 'busy' | null}
  | {name: 'counted'; marks: number; at: string; replayed: boolean}
  | {name: 'refused'; refused: Refused}
  | {name: 'waitsForVoter'}
  | {name: 'ofAnother'};

const newId = (): string =>
  // not there on a page without https, such as a hall's own network
  globalThis.crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The ballot of one voter in one round: what is chosen, what has been sent, what became of it. */
export function useBallot(i: {
  roundId: string;
  voter: Ref<string | null>;
  entryOf: (id: string) => VoteEntry | undefined;
  onAnswer: () => void;
}) {
  const chosenKey = `concours.vote.${i.roundId}.chosen`;
  const chosen = ref<string[]>(readIds(chosenKey));
  const stage = shallowRef<Stage>({name: 'choosing'});
  const receipts = new Receipts(localStorage, `concours.vote.${i.roundId}.receipts`);
  const kept = shallowRef(receipts.all());
  let wake: (() => void) | undefined;

  const handIn = new HandIn<Receipt>({
    storage: localStorage,
    key: `concours.vote.${i.roundId}.pending`,
    newId,
    cast: async ({requestId, entryIds}: Pending) =>
      (await ask(CastBallotDocument, {input: {roundId: i.roundId, requestId, entryIds}})).castBallot,
    // `wake` cuts it short: when the network is back, or the voter wants to try now
    pause: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    onWaiting: (why) => {
      if (stage.value.name === 'sending') stage.value = {...stage.value, why};
    },
  });
  window.addEventListener('online', () => wake?.());

  watch(chosen, (ids) => sessionStorage.setItem(chosenKey, JSON.stringify(ids)));

  function take(id: string, wanted: boolean): void {
    const others = chosen.value.filter((each) => each !== id);
    chosen.value = wanted ? [...others, id] : others;
  }

  async function send(work: Promise<Outcome<Receipt>>, marks: number): Promise<void> {
    stage.value = {name: 'sending', marks, why: null};
    const outcome = await work;
    if (outcome.kind === 'counted') {
      const {receipt, at, replayed, accepted} = outcome.receipt;
      // titles are another service's: that it is away must not hide that the ballot counts
      const entries = accepted.map(({entry: {id, number}}) => ({number, title: i.entryOf(id)?.submission.title ?? ''}));
      receipts.keep({receipt, at, entries});
      kept.value = receipts.all();
      const counted = new Set(accepted.map(({entry}) => entry.id));
      chosen.value = chosen.value.filter((id) => !counted.has(id));
      stage.value = {name: 'counted', marks: accepted.length, at, replayed};
    } else if (handIn.pending()) stage.value = {name: 'waitsForVoter'};
    else refuse(outcome.refused);
    i.onAnswer();
  }

  /** What can't be on the ballot goes off it, so that the next try is not refused for the same. */
  function refuse(refused: Refused): void {
    const {entryId} = refused.facts;
    const entryGone = ['BALLOT_OWN_UNIT', 'BALLOT_OWN_GROUP', 'BALLOT_ENTRY_WITHDRAWN', 'BALLOT_ENTRY_UNKNOWN'];
    if (typeof entryId === 'string' && entryGone.includes(refused.code)) take(entryId, false);
    stage.value = {name: 'refused', refused};
  }

  const cast = (): Promise<void> => send(handIn.begin(chosen.value, i.voter.value ?? ''), chosen.value.length);

  /** A ballot that was on its way when the page was closed, or whose voter had to come in again. */
  function resume(): void {
    const pending = handIn.pending();
    if (!pending || stage.value.name === 'sending') return;
    if (i.voter.value === null) stage.value = {name: 'waitsForVoter'};
    else if (i.voter.value !== pending.voter) stage.value = {name: 'ofAnother'};
    else void send(handIn.send(pending), pending.entryIds.length);
  }

  function drop(): void {
    handIn.drop();
    stage.value = {name: 'choosing'};
  }

  return {
    ...{chosen, stage, kept, take, cast, resume, drop},
    busy: computed(() => stage.value.name === 'sending'),
    again: () => wake?.(),
    done: () => void (stage.value = {name: 'choosing'}),
    forget: () => {
      receipts.forget();
      kept.value = [];
    },
  };
}

function readIds(key: string): string[] {
  try {
    const ids = JSON.parse(sessionStorage.getItem(key) ?? '[]') as unknown;
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
