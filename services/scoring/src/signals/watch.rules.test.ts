import {contestVotes, type GeneratedBallot, type Kind} from '../../testing/contest-votes.js';
import {usualSettings, watch} from './watch.rules.js';

const opensAt = Date.parse('2024-08-06T16:00:00.000Z');

/** The places of what was flagged, as the watch told it in parts. */
function flagged(ballots: readonly GeneratedBallot[]): Map<number, Set<string>> {
  const look = watch(usualSettings);
  const found = new Map<number, Set<string>>();
  for (let from = 0; from < ballots.length; from += 777) {
    for (const {kind, ballots: some} of look(ballots.slice(from, from + 777))) {
      for (const {seq} of some) found.set(seq, (found.get(seq) ?? new Set()).add(kind));
    }
  }
  return found;
}

describe.each([2_024])('100,000 honest ballots and an attack of 10,000, seed %i', (seed) => {
  const ballots = contestVotes({seed, honest: 100_000, attack: 10_000, opensAt});
  const found = flagged(ballots);

  test('at least 95 of 100 of the attack are flagged, and less than one of 100 of the honest', () => {
    const attack = ballots.filter(({kind}) => kind !== 'HONEST');
    const honest = ballots.filter(({kind}) => kind === 'HONEST');
    expect([attack.length, honest.length]).toEqual([10_000, 100_000]);
    expect(attack.filter(({seq}) => found.has(seq)).length).toBeGreaterThanOrEqual(9_500);
    expect(honest.filter(({seq}) => found.has(seq)).length).toBeLessThan(1_000);
  });

  test.each<[Kind, string]>([
    ['FLOOD', 'BURST'],
    ['PHONES', 'DEVICE'],
    ['SCRIPT', 'PATTERN'],
    ['NEWCOMERS', 'FRESH'],
    ['STOLEN_KEY', 'APP'],
  ])('most of %s is seen by %s', (kind, signal) => {
    const own = ballots.filter((ballot) => ballot.kind === kind);
    expect(own.filter(({seq}) => found.get(seq)?.has(signal)).length / own.length).toBeGreaterThan(0.9);
  });
});
