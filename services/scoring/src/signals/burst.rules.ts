import type {Look, SeenBallot} from './seen-ballot.rules.js';
import {FigureKind, SignalKind} from './signal.kinds.js';

const MINUTE = 60_000;
/** A burst stands out in one of these spans: so many ballots, and so many times what is to be expected. */
const SPANS = [
  {minutes: 1, least: 90, times: 10},
  {minutes: 10, least: 400, times: 8},
] as const;
/** Before that nobody knows what is usual. */
const LEARNING_MS = 30 * MINUTE;
/** A pause within a burst. */
const PAUSE_MS = 15 * MINUTE;

interface Span {
  number: number;
  ballots: SeenBallot[];
  /** How many of them are in a finding already. */
  told: number;
}

interface Work {
  spans: Span[];
  /** What is usual: its ballots outside of bursts, in full spans. */
  usual: number;
  episode: {name: string; lastAt: number; ballots: number} | null;
}

/**
 * Many votes for one work in a short time, against its own pace and against the others': when all rise, after a broadcast or at noon,
 * none of them stands out. A shift that votes for its own singer is no burst; what comes from one address is not even known here.
 */
export function lookForBursts(): Look {
  const works = new Map<number, Work>();
  let begun = Infinity;
  let all = 0;
  const current = SPANS.map(() => ({number: 0, ballots: 0}));

  const turn = (work: Work, index: number, number: number): void => {
    const span = work.spans[index]!;
    if (span.number >= number) return;
    // what burst is not what is usual
    if (index === 0) work.usual += span.told > 0 ? 0 : span.ballots.length;
    work.spans[index] = {number, ballots: [], told: 0};
  };

  return (ballot, found) => {
    begun = Math.min(begun, ballot.at);
    all++;
    SPANS.forEach(({minutes}, index) => {
      const number = Math.floor(ballot.at / (minutes * MINUTE));
      const total = current[index]!;
      if (number > total.number) [total.number, total.ballots] = [number, 0];
      total.ballots++;
    });
    const elapsed = ballot.at - begun;
    for (const entry of ballot.entries) {
      const work = works.get(entry) ?? {
        spans: SPANS.map(() => ({number: 0, ballots: [], told: 0})),
        usual: 0,
        episode: null,
      };
      works.set(entry, work);
      SPANS.forEach(({minutes, least, times}, index) => {
        turn(work, index, Math.floor(ballot.at / (minutes * MINUTE)));
        const span = work.spans[index]!;
        span.ballots.push(ballot);
        const count = span.ballots.length;
        if (count < least || elapsed < LEARNING_MS) return;
        const expected = expectedOf({work: work.usual, all, elapsed, minutes, rest: current[index]!.ballots - count});
        if (count < times * expected) return;
        if (!work.episode || ballot.at - work.episode.lastAt > PAUSE_MS) {
          work.episode = {name: `${entry}:${Math.floor(span.ballots[0]!.at / MINUTE)}`, lastAt: ballot.at, ballots: 0};
        }
        const {episode} = work;
        const fresh = span.ballots.slice(span.told);
        span.told = count;
        episode.lastAt = ballot.at;
        const figures = {
          [FigureKind.BALLOTS]: count,
          [FigureKind.MINUTES]: minutes,
          [FigureKind.EXPECTED]: Math.ceil(expected),
        };
        found.add({kind: SignalKind.BURST, name: episode.name, entry, figures}, fresh);
      });
    }
  };
}

/** What a work was to be expected to get in this span: its own pace, times how much faster the others vote than usual. */
function expectedOf(i: {work: number; all: number; elapsed: number; minutes: number; rest: number}): number {
  const spans = Math.max(1, i.elapsed / (i.minutes * MINUTE));
  const others = Math.max(1, (i.all - i.work) / spans);
  const lift = Math.max(1, i.rest / others);
  return Math.max(1, i.work / spans) * lift;
}
