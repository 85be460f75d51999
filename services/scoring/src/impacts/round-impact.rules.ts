import type {Touched} from '@concours/kernel/impact';
import type {BilingualText} from '@concours/kernel/refusal';
import type {Definition} from '@concours/schema/definition/definition';
import type {RoundDefinition} from '@concours/schema/definition/round';

/** What a round holds already. Of votes only whether there are any: how many is shown when the round says so, and not here. */
export interface Held {
  entries: number;
  hasVotes: boolean;
  /** How many sheets and recorded points there are, by component. */
  scores: Readonly<Record<string, number>>;
  isFrozen: boolean;
}

type Say = (count: number) => BilingualText;
type Part = keyof RoundDefinition;

/** What orders the entries, and would order them otherwise. */
const ORDERING: Part[] = ['ties', 'cut', 'places'];

/** What another definition would do to rounds in which something has happened. */
export function roundImpact(before: Definition, after: Definition, held: ReadonlyMap<string, Held>): Touched[] {
  return (before.rounds ?? []).flatMap((round) => {
    const own = held.get(round.key);
    if (!own) return [];
    const next = after.rounds?.find(({key}) => key === round.key);
    const place = `rounds[${round.key}]`;
    if (!next) return gone(place, own);
    if (same(round, next)) return [];
    return [
      ...(own.isFrozen ? [one('RESULT_FROZEN', place, 1, frozen)] : []),
      ...(own.hasVotes && !same(round.ballot, next.ballot)
        ? [one('VOTES_CAST', `${place}.ballot`, own.entries, votes)]
        : []),
      ...componentsImpact(round, next, own, place),
      ...ORDERING.filter((part) => begun(own) && !same(round[part], next[part])).map((part) =>
        one('ORDER_CHANGED', `${place}.${part}`, own.entries, order),
      ),
    ];
  });
}

function componentsImpact(round: RoundDefinition, next: RoundDefinition, own: Held, place: string): Touched[] {
  return round.components.flatMap((component) => {
    const at = `${place}.components[${component.key}]`;
    const there = next.components.find(({key}) => key === component.key);
    const scores = own.scores[component.key] ?? 0;
    if (!there) return scores > 0 ? [one('SCORES_LOST', at, scores, lost)] : [];
    if (same(component, there)) return [];
    const criteria = (of: object) => ('criteria' in of ? of.criteria : undefined);
    if (scores > 0 && !same(criteria(component), criteria(there)))
      return [one('SCORES_GIVEN', `${at}.criteria`, scores, given)];
    return begun(own) ? [one('SCORING_CHANGED', at, own.entries, weighed)] : [];
  });
}

function gone(place: string, own: Held): Touched[] {
  if (begun(own) || own.isFrozen) return [one('ROUND_GONE', place, own.entries, lostRound)];
  return own.entries > 0 ? [one('ROUND_GONE', place, own.entries, lostEntries)] : [];
}

const begun = ({hasVotes, scores}: Held): boolean => hasVotes || Object.values(scores).some((count) => count > 0);

const frozen: Say = () => ({
  zh: '该赛段的结果已封存，封存的数字不会改变；之后的方案与之不一致。',
  en: 'The result of the round is frozen and stays as it is: the definition will differ from it.',
});
const votes: Say = () => ({
  zh: '已有人投票：已投的票保留，之后按新规则投票。',
  en: 'Votes have been cast: they stay, and later ones follow other rules.',
});
const order: Say = (n) => ({
  zh: `评分或投票已开始，${n} 件作品的名次可能改变。`,
  en: `Scoring or voting has begun: the order of ${n} entries may change.`,
});
const weighed: Say = (n) => ({
  zh: `评分或投票已开始，${n} 件作品的成绩将重新计算。`,
  en: `Scoring or voting has begun: the scores of ${n} entries would be computed anew.`,
});
const given: Say = (n) => ({
  zh: `已有 ${n} 份评分按原评分要点给出。`,
  en: `${n} score sheets were filled in by the criteria there were.`,
});
const lost: Say = (n) => ({zh: `已有 ${n} 份评分不再计入。`, en: `${n} scores would no longer count.`});
const lostRound: Say = (n) => ({
  zh: `该赛段有 ${n} 件作品，已有投票、评分或结果。`,
  en: `${n} entries are in the round, with votes, scores or a result.`,
});
const lostEntries: Say = (n) => ({zh: `该赛段已有 ${n} 件作品。`, en: `${n} entries are in the round.`});

const one = (code: string, place: string, count: number, say: Say): Touched => ({
  ...{code, place, count},
  samples: [],
  text: say(count),
});

/** Independent of the order in which entries of an object are written. */
const same = (a: unknown, b: unknown): boolean => stable(a) === stable(b);

function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  );
}
