import type {Caller} from '@concours/kernel/identity';
import {systemCaller} from '@concours/kernel/identity';
import type {Platform} from '../platform.js';
import {people} from './accounts.js';
import type {Random} from './random.js';

const SHARES = [0.5, 0.1, 0] as const;
const MOST = {voice: 40, expression: 30, content: 20, picture: 10} as const;

/** Three judges have their seats; one has scored half of the entries, one has begun. */
export async function fillJudging(
  platform: Platform,
  i: {roundId: string; entryIds: readonly string[]; accounts: ReadonlyMap<string, string>; random: Random},
): Promise<void> {
  const {judging, panels} = platform.services.scoring.slices;
  const judges = ['judge1', 'judge2', 'judge3'].map((name) => ({
    accountId: i.accounts.get(name)!,
    name: people.find((person) => person.name === name)!.displayName,
  }));
  await panels.assign(systemCaller(), i.roundId, judges);
  for (const [index, judge] of judges.entries()) {
    const caller: Caller = {...systemCaller(), id: judge.accountId, name: judge.name};
    for (const entryId of i.entryIds.slice(0, Math.floor(i.entryIds.length * SHARES[index]!))) {
      const scores = Object.entries(MOST).map(([criterion, most]) => ({
        criterion,
        points: `${most - i.random.below(Math.ceil(most / 3))}.${i.random.below(2) * 5}`.replace(
          `${most}.5`,
          `${most}`,
        ),
      }));
      await judging.save(caller, {roundId: i.roundId, entryId, scores, abstain: false, conflict: false});
    }
  }
}
