import type {Look, SeenBallot} from './seen-ballot.rules.js';
import {Recent} from './seen-ballot.rules.js';
import {FigureKind, SignalKind} from './signal.kinds.js';

const WINDOW_MS = 10 * 60_000;
/** So many ballots alike within the window, and so many times what is to be expected, are a pattern. */
const LEAST = 10;
const TIMES = 8;
const MOST_PATTERNS = 200_000;

interface Pattern {
  /** Of the last ten minutes, in their order. */
  near: {ballot: SeenBallot; told: boolean}[];
  /** Before: without those that were flagged. */
  past: number;
}

/**
 * Ballots with the same entries in the same order, near one another in time. What many choose, many choose alike: the same favourites
 * are to be expected as often as they were before, and as their shares of the votes make likely.
 */
export function lookForPatterns(): Look {
  const patterns = new Recent<Pattern>(MOST_PATTERNS, () => ({near: [], past: 0}));
  const chosen = new Map<number, number>();
  const window: number[] = [];
  let head = 0;
  let all = 0;
  return (ballot, found) => {
    if (ballot.entries.length < 2) return;
    all++;
    for (const entry of ballot.entries) chosen.set(entry, (chosen.get(entry) ?? 0) + 1);
    window.push(ballot.at);
    while (window[head]! < ballot.at - WINDOW_MS) head++;
    if (head > 50_000) {
      window.splice(0, head);
      head = 0;
    }
    const choice = ballot.entries.join('-');
    const pattern = patterns.of(choice);
    while (pattern.near.length > 0 && pattern.near[0]!.ballot.at < ballot.at - WINDOW_MS) {
      if (!pattern.near.shift()!.told) pattern.past++;
    }
    pattern.near.push({ballot, told: false});
    const count = pattern.near.length;
    if (count < LEAST) return;
    const likely = ballot.entries.reduce((share, entry) => share * (chosen.get(entry)! / all), 1);
    const expected = (window.length - head) * Math.max(likely, pattern.past / all);
    if (count < TIMES * expected) return;
    const fresh = pattern.near.filter(({told}) => !told);
    for (const each of fresh) each.told = true;
    const figures = {
      [FigureKind.BALLOTS]: count,
      [FigureKind.MINUTES]: WINDOW_MS / 60_000,
      [FigureKind.EXPECTED]: Math.ceil(expected),
    };
    found.add(
      {kind: SignalKind.PATTERN, name: nameOf(choice), pattern: ballot.entries, figures},
      fresh.map((each) => each.ballot),
    );
  };
}

/** A choice of two hundred entries is too long for a name. */
function nameOf(choice: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < choice.length; index++) {
    a = Math.imul(a ^ choice.charCodeAt(index), 0x01000193) >>> 0;
    b = Math.imul(b ^ choice.charCodeAt(choice.length - 1 - index), 0x85ebca6b) >>> 0;
  }
  return `${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`;
}
