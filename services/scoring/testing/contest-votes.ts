import type {SeenBallot} from '../src/signals/seen-ballot.rules.js';

/** What a generated ballot really is; the watch is not told. */
export type Kind = 'HONEST' | 'FLOOD' | 'PHONES' | 'SCRIPT' | 'NEWCOMERS' | 'STOLEN_KEY';
export interface GeneratedBallot extends SeenBallot {
  kind: Kind;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ENTRIES = 60;

/** The same numbers for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A contest of ten days: honest voters with their favourites, their families' phones, evenings and lunch hours; forty factories whose
 * shifts vote for their own singer within minutes, behind one address each; one broadcast after which everybody votes. Into it an
 * attack of five kinds. Every number is drawn from the seed.
 */
export function contestVotes(i: {seed: number; honest: number; attack: number; opensAt: number}): GeneratedBallot[] {
  const draw = seeded(i.seed);
  const between = (low: number, high: number): number => low + Math.floor(draw() * (high - low + 1));
  /** Roughly normal: the sum of many small reasons. */
  const around = (middle: number, spread: number): number =>
    middle + spread * (draw() + draw() + draw() + draw() + draw() + draw() - 3) * 1.4;
  const ballots: Omit<GeneratedBallot, 'seq' | 'writer' | 'batch' | 'marks'>[] = [];
  const hex = (): string =>
    Math.floor(draw() * 2 ** 48)
      .toString(16)
      .padStart(16, '0');

  // five favourites, and a long tail
  const weights = Array.from({length: ENTRIES}, (_, index) => 1 / (index + 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const favourite = (): number => {
    let left = draw() * sum;
    for (const [index, weight] of weights.entries()) if ((left -= weight) < 0) return index + 1;
    return ENTRIES;
  };
  const choice = (count: number, first?: number): number[] => {
    const chosen = new Set(first === undefined ? [] : [first]);
    while (chosen.size < count) chosen.add(favourite());
    // most go down the list
    return draw() < 0.6 ? [...chosen].sort((a, b) => a - b) : [...chosen];
  };
  const marks = (): number => [1, 1, 1, 2, 2, 3, 3, 5, 5, 5][between(0, 9)]!;
  const hours = [
    0.2, 0.1, 0.05, 0.05, 0.05, 0.2, 0.6, 1.5, 1.6, 1, 1, 1.6, 2.6, 1.6, 1, 1, 1, 1.4, 1.8, 2.4, 2.8, 2.2, 1.2, 0.5,
  ];
  const someTime = (): number => {
    for (;;) {
      const at = Math.floor(draw() * 10 * DAY);
      // the round opens at midnight
      if (draw() * 2.8 < hours[Math.floor((at % DAY) / HOUR)]!) return i.opensAt + at;
    }
  };
  const app = (): string => {
    const drawn = draw();
    return drawn < 0.68 ? 'union-app' : drawn < 0.88 ? 'account' : drawn < 0.96 ? 'county-app' : 'small-app';
  };
  const person = () => {
    const own = draw();
    return {
      voter: `v${hex()}`,
      app: app(),
      device: own < 0.1 ? null : hex(),
      // a quarter joined in order to vote
      age: own > 0.9 ? null : draw() < 0.25 ? between(0, 2) : between(3, 2_000),
    };
  };

  // factories first: their voters are part of the honest
  let left = i.honest;
  const factories = Math.round(i.honest / 2_500);
  for (let factory = 0; factory < factories; factory++) {
    const workers = between(50, 400);
    const day = between(0, 9);
    const change = i.opensAt + day * DAY + [7, 15, 17, 23][between(0, 3)]! * HOUR + between(0, 30) * MINUTE;
    const own = between(6, ENTRIES);
    for (let worker = 0; worker < workers && left > 0; worker++, left--) {
      const at = Math.max(i.opensAt, Math.floor(around(change, 5 * MINUTE)));
      ballots.push({...person(), at, entries: choice(draw() < 0.4 ? 1 : marks(), own), kind: 'HONEST'});
    }
  }
  const broadcast = i.opensAt + 4 * DAY + 20 * HOUR;
  for (let count = Math.round(i.honest * 0.06); count > 0 && left > 0; count--, left--) {
    const at = broadcast + Math.floor(draw() * draw() * HOUR);
    ballots.push({...person(), at, entries: choice(marks()), kind: 'HONEST'});
  }
  while (left > 0) {
    const home = draw() < 0.08 ? hex() : null;
    for (let member = home === null ? 1 : between(2, 4); member > 0 && left > 0; member--) {
      const who = person();
      // most come back on other days
      for (let times = between(1, 4); times > 0 && left > 0; times--, left--) {
        ballots.push({...who, device: home ?? who.device, at: someTime(), entries: choice(marks()), kind: 'HONEST'});
      }
    }
  }
  ballots.push(...attackOf(i, {draw, between, hex, choice, marks, person, someTime}));
  ballots.sort((a, b) => a.at - b.at);
  let seq = 0;
  return ballots.map((ballot) => {
    const placed = {...ballot, writer: 1, batch: 1, seq, marks: ballot.entries.length};
    seq += ballot.entries.length;
    return placed;
  });
}

interface Draws {
  draw: () => number;
  between: (low: number, high: number) => number;
  hex: () => string;
  choice: (count: number, first?: number) => number[];
  marks: () => number;
  person: () => Pick<SeenBallot, 'voter' | 'app' | 'device' | 'age'>;
  someTime: () => number;
}

/** Each kind for a work of its own from the end of the list, and with nothing in common but that. */
function attackOf(
  {attack, opensAt}: {attack: number; opensAt: number},
  {draw, between, hex, choice, marks, person, someTime}: Draws,
): Omit<GeneratedBallot, 'seq' | 'writer' | 'batch' | 'marks'>[] {
  const ballots: Omit<GeneratedBallot, 'seq' | 'writer' | 'batch' | 'marks'>[] = [];
  const share = (part: number): number => Math.round(attack * part);
  // old identities, a device each, a few minutes: nothing to see but the pace
  const nights = [1, 3, 6].map((day) => opensAt + day * DAY + between(9, 22) * HOUR);
  for (let index = 0; index < share(0.25); index++) {
    const at = nights[index % 3]! + Math.floor(draw() * 4 * MINUTE);
    ballots.push({...person(), age: between(30, 900), at, entries: choice(between(1, 3), 52), kind: 'FLOOD'});
  }
  // two dozen phones, over all the days, each with a card index of identities
  const phones = Array.from({length: 24}, hex);
  for (let index = 0; index < share(0.25); index++) {
    const device = phones[index % phones.length]!;
    ballots.push({
      ...person(),
      device,
      age: between(3, 700),
      at: someTime(),
      entries: choice(marks(), 53),
      kind: 'PHONES',
    });
  }
  // a program that hands in the same five again and again, in runs
  for (let index = 0; index < share(0.2); index++) {
    const run = Math.floor(index / 80);
    const at = opensAt + DAY + run * 7 * HOUR + Math.floor(draw() * 8 * MINUTE);
    ballots.push({...person(), device: null, at, entries: [54, 11, 37, 8, 29], kind: 'SCRIPT'});
  }
  // identities made for it the day before
  for (let index = 0; index < share(0.15); index++) {
    const at = opensAt + 5 * DAY + Math.floor(draw() * 9 * HOUR) + 9 * HOUR;
    ballots.push({...person(), age: between(0, 1), at, entries: choice(between(1, 2), 55), kind: 'NEWCOMERS'});
  }
  // who has the key of a small app vouches for whom he likes
  for (let index = 0; index < share(0.15); index++) {
    const at = opensAt + 7 * DAY + 10 * HOUR + Math.floor(draw() * 4 * HOUR);
    const who = {...person(), app: 'small-app', age: null, device: null};
    ballots.push({...who, at, entries: choice(between(1, 4), 56), kind: 'STOLEN_KEY'});
  }
  return ballots;
}
