import type {AwardDefinition} from '@concours/schema/definition/award';
import type {DefinitionFile} from '@concours/schema/definition/definition';
import {MOST_SHARE} from './award-limits.rules.js';
import {familyProblems} from './family.rules.js';
import type {Path, Problem} from './problem.js';
import {problem, repeated, tenThousandths, unknown} from './rule-kit.rules.js';

/** Awards: what they are given by exists, each follows only awards before it, and how many there are is said in one way. */
export function awardProblems({awards = [], rounds = []}: DefinitionFile): Problem[] {
  return [
    ...repeated(['awards'], awards),
    ...awards.flatMap((award, i) => [
      ...numberProblems(['awards', i], award),
      ...byProblems(['awards', i], award, awards.slice(0, i), awards, rounds),
    ]),
    ...familyProblems(awards),
  ];
}

/** The tracks an award is for, and the stage in which an open number is fixed (A26). */
export function awardReferenceProblems({awards = [], tracks, stages}: DefinitionFile): Problem[] {
  return awards.flatMap((award, i) => [
    ...(award.tracks ?? []).flatMap((key, j) => unknown('TRACK', ['awards', i, 'tracks', j], key, keysOf(tracks))),
    ...(award.fixBefore === undefined
      ? []
      : unknown('STAGE', ['awards', i, 'fixBefore'], award.fixBefore, keysOf(stages))),
  ]);
}

function numberProblems(path: Path, {count, atMost, share, fixBefore}: AwardDefinition): Problem[] {
  const problems: Problem[] = [];
  if (count !== undefined && (atMost !== undefined || share !== undefined)) {
    problems.push(
      problem(
        [...path, 'count'],
        'AWARD_NUMBER',
        'count 是确数，不能同时写 atMost 或 share。',
        'A count is exact: there can be no atMost or share beside it.',
        'key',
      ),
    );
  }
  if (count !== undefined && fixBefore !== undefined) {
    problems.push(
      problem(
        [...path, 'fixBefore'],
        'AWARD_NUMBER',
        '数量已定，不需要 fixBefore。',
        'The number is fixed already, so fixBefore says nothing.',
        'key',
      ),
    );
  }
  if (share !== undefined && tenThousandths(share) > BigInt(MOST_SHARE) * 10_000n) {
    problems.push(
      problem(
        [...path, 'share'],
        'AWARD_SHARE',
        `获奖比例不超过参评数的 ${MOST_SHARE}%（R139），此处为 ${share}%。`,
        `Awards go to ${MOST_SHARE} % of the entries at most (R139); here it is ${share} %.`,
      ),
    );
  }
  return problems;
}

function byProblems(
  path: Path,
  {key, by, to, tracks}: AwardDefinition,
  before: readonly AwardDefinition[],
  all: readonly AwardDefinition[],
  rounds: NonNullable<DefinitionFile['rounds']>,
): Problem[] {
  if (!by) return [];
  const at = [...path, 'by'];
  if (to === 'UNIT') {
    return [
      problem(
        at,
        'AWARD_UNIT_RANKED',
        '单位奖项不得按作品的得票或得分评定（R112、R143），须由人评定：去掉 by。',
        'An award to units is never given by votes or points of works (R112, R143): leave out by, and it is decided by hand.',
        'key',
      ),
    ];
  }
  const round = rounds.find((candidate) => candidate.key === by.round);
  const problems = round ? [] : unknown('ROUND', [...at, 'round'], by.round, keysOf(rounds));
  if (round && by.component !== undefined)
    problems.push(...unknown('COMPONENT', [...at, 'component'], by.component, keysOf(round.components)));
  if (round && tracks && !tracks.includes(round.track)) {
    problems.push(
      problem(
        [...at, 'round'],
        'AWARD_TRACK',
        `赛段“${round.key}”属于子项目“${round.track}”，不在本奖项的子项目之中。`,
        `The round "${round.key}" is of the track "${round.track}", which is not among those of this award.`,
      ),
    );
  }
  if (by.after === undefined) return problems;
  if (!keysOf(all).includes(by.after))
    return [...problems, ...unknown('AWARD', [...at, 'after'], by.after, keysOf(all))];
  if (keysOf(before).includes(by.after)) return problems;
  return [
    ...problems,
    problem(
      [...at, 'after'],
      'AWARD_ORDER',
      `“${by.after}”须写在“${key}”之前。`,
      `"${by.after}" must be listed before "${key}".`,
    ),
  ];
}

const keysOf = (items: readonly {key: string}[]): string[] => items.map(({key}) => key);
