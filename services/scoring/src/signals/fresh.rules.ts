import type {Look, SeenBallot, WatchSettings} from './seen-ballot.rules.js';
import {FigureKind, SignalKind} from './signal.kinds.js';

const HOUR = 3_600_000;
/** Looked at by the hour and by the day: a trickle stands out only over a day. */
const SPANS = [
  {name: 'h', ms: HOUR},
  {name: 'd', ms: 24 * HOUR},
] as const;
const LEAST = 30;
/** Of the ballots for a work, and against the ballots for all others. */
const SHARE = 0.5;
const TIMES = 3;

interface Span {
  number: number;
  known: number;
  fresh: SeenBallot[];
  told: number;
}

/**
 * Identities that were new when they voted, and nearly all for one work. That many are new is no sign: whoever joins in order to
 * vote is. That it is so for one work and not for the others is.
 */
export function lookAtFresh({freshDays}: WatchSettings): Look {
  const works = new Map<number, Span[]>();
  const all = SPANS.map(() => ({number: 0, known: 0, fresh: 0}));
  return (ballot, found) => {
    if (ballot.age === null || freshDays === 0) return;
    const isFresh = ballot.age < freshDays;
    SPANS.forEach(({ms}, index) => {
      const number = Math.floor(ballot.at / ms);
      const total = all[index]!;
      if (number > total.number) [total.number, total.known, total.fresh] = [number, 0, 0];
      total.known++;
      if (isFresh) total.fresh++;
    });
    for (const entry of ballot.entries) {
      const spans = works.get(entry) ?? SPANS.map(() => ({number: 0, known: 0, fresh: [], told: 0}));
      works.set(entry, spans);
      SPANS.forEach(({name, ms}, index) => {
        const number = Math.floor(ballot.at / ms);
        if (number > spans[index]!.number) spans[index] = {number, known: 0, fresh: [], told: 0};
        const span = spans[index]!;
        span.known++;
        if (!isFresh) return;
        span.fresh.push(ballot);
        const count = span.fresh.length;
        const share = count / span.known;
        const [known, fresh] = [all[index]!.known - span.known, all[index]!.fresh - count];
        // with few others nothing is out of line yet
        const others = (fresh + 2) / (known + 10);
        if (count < LEAST || share < SHARE || share < TIMES * others) return;
        const figures = {
          [FigureKind.BALLOTS]: count,
          [FigureKind.DAYS]: freshDays,
          [FigureKind.PERCENT]: Math.round(100 * share),
          [FigureKind.USUAL_PERCENT]: Math.round(100 * others),
        };
        found.add(
          {kind: SignalKind.FRESH, name: `${entry}:${name}${number}`, entry, figures},
          span.fresh.slice(span.told),
        );
        span.told = count;
      });
    }
  };
}
