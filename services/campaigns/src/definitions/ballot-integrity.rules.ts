import type {RoundFile} from '@concours/schema/definition/round';
import type {Path, Problem} from './problem.js';
import {problem, repeatedValues} from './rule-kit.rules.js';

type Ballot = NonNullable<RoundFile['ballot']>;

/** How a vote is watched: nothing is put aside by a signal that can't come, and no pace is beyond one that holds it anyway. */
export function integrityProblems(at: Path, {integrity, voters}: Ballot): Problem[] {
  if (!integrity) return [];
  const {hold = [], freshDays, perMinute} = integrity;
  const inside = [...at, 'integrity'];
  const problems = repeatedValues([...inside, 'hold'], hold);
  const fresh = hold.indexOf('FRESH');
  if (fresh >= 0 && freshDays === 0) {
    problems.push(
      problem(
        [...inside, 'freshDays'],
        'INTEGRITY_FRESH_OFF',
        'freshDays 为 0，没有身份算新身份，hold 中的 FRESH 不会暂存任何选票。',
        'With freshDays 0 no identity is fresh, so the FRESH of hold puts nothing aside.',
      ),
    );
  }
  if (fresh >= 0 && !voters.includes('PARTNER_APP')) {
    problems.push(
      problem(
        [...inside, 'hold', fresh],
        'INTEGRITY_BLIND',
        '只有合作应用（PARTNER_APP）会证明身份是何时建立的；voters 中没有它，FRESH 不会暂存任何选票。',
        'Only partner apps (PARTNER_APP) vouch for the age of an identity; they are not among the voters, so FRESH puts nothing aside.',
      ),
    );
  }
  const app = hold.indexOf('APP');
  if (app >= 0 && voters.every((kind) => kind === 'ACCOUNT')) {
    problems.push(
      problem(
        [...inside, 'hold', app],
        'INTEGRITY_BLIND',
        'APP 比较各个来源，而 voters 只有 ACCOUNT 一种来源，APP 不会暂存任何选票。',
        'APP holds sources against each other; with ACCOUNT alone there is one, so APP puts nothing aside.',
      ),
    );
  }
  const {identity, app: ofApp} = perMinute ?? {};
  if (identity !== undefined && ofApp !== undefined && identity > ofApp) {
    problems.push(
      problem(
        [...inside, 'perMinute', 'identity'],
        'INTEGRITY_PACE',
        `每个身份每分钟 ${identity} 张，多于整个来源的 ${ofApp} 张。`,
        `${identity} ballots a minute of one identity are more than the ${ofApp} of its whole app.`,
      ),
    );
  }
  return problems;
}
