import type {AwardDefinition} from '@concours/schema/definition/award';
import {bilingual} from '@concours/schema/definition/values';
import {MOST_SHARE} from './award-limits.rules.js';
import type {Path, Problem} from './problem.js';
import {decimalText, problem, tenThousandths} from './rule-kit.rules.js';

type Member = AwardDefinition & {at: number};

/** Families of awards: pyramids, highest first, that never give two prizes for one place (R139). */
export function familyProblems(awards: readonly AwardDefinition[]): Problem[] {
  const families = new Map<string, Member[]>();
  awards.forEach((award, at) => {
    if (award.family) families.set(award.family.key, [...(families.get(award.family.key) ?? []), {...award, at}]);
  });
  return [...families.values()].flatMap((members) => [
    ...members.slice(1).flatMap((member, i) => stepProblems(members[i], member, members[0])),
    ...shareProblems(members),
  ]);
}

function stepProblems(above: Member, member: Member, first: Member): Problem[] {
  const path: Path = ['awards', member.at];
  const problems: Problem[] = [];
  if (nameOf(member) !== nameOf(first) || member.to !== first.to) {
    problems.push(
      problem(
        [...path, 'family'],
        'FAMILY_DIFFERS',
        `同一奖项系列“${first.family?.key}”的名称和授予对象须一致（“${first.key}”与“${member.key}”不同）。`,
        `Awards of the family "${first.family?.key}" have one name and one kind of recipient; "${first.key}" and "${member.key}" differ.`,
      ),
    );
  }
  if (above.count !== undefined && member.count !== undefined && member.count < above.count) {
    problems.push(
      problem(
        [...path, 'count'],
        'FAMILY_PYRAMID',
        `奖项由高到低排列，较低的“${member.key}”（${member.count}）不能少于“${above.key}”（${above.count}）。`,
        `Highest first: the lower "${member.key}" (${member.count}) can't be fewer than "${above.key}" (${above.count}).`,
      ),
    );
  }
  const sameStanding =
    above.by !== undefined && member.by?.round === above.by.round && member.by.component === above.by.component;
  if (sameStanding && member.by?.after !== above.key) {
    problems.push(
      problem(
        [...path, 'by'],
        'FAMILY_OVERLAP',
        `“${member.key}”与“${above.key}”取自同一名次，须写 after: ${above.key}，否则同一作品得两个奖。`,
        `"${member.key}" and "${above.key}" are given by one standing: without after: ${above.key} one work would get both.`,
        'key',
      ),
    );
  }
  return problems;
}

/** Together, too, within the share that awards may have. */
function shareProblems(members: readonly Member[]): Problem[] {
  const shares = members.flatMap(({share}) => (share === undefined ? [] : [tenThousandths(share)]));
  const sum = shares.reduce((total, share) => total + share, 0n);
  const most = BigInt(MOST_SHARE) * 10_000n;
  if (sum <= most || shares.some((share) => share > most)) return [];
  const last = members[members.length - 1];
  return [
    problem(
      ['awards', last.at, 'family'],
      'AWARD_SHARE',
      `同一系列的奖项合计 ${decimalText(sum)}%，超过参评数的 ${MOST_SHARE}%（R139）。`,
      `The awards of this family add up to ${decimalText(sum)} % of the entries; ${MOST_SHARE} % is the most (R139).`,
    ),
  ];
}

const nameOf = ({family}: Member): string => JSON.stringify(family && bilingual(family.name));
