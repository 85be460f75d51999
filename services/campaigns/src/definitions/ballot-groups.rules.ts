import type {RoundFile} from '@concours/schema/definition/round';
import type {Path, Problem} from './problem.js';
import {problem, repeated} from './rule-kit.rules.js';

type Ballot = NonNullable<RoundFile['ballot']>;

/** Constituencies: each unit in one, voters of whom the unit is known, and counted for something. */
export function groupProblems(path: Path, round: RoundFile, ballot: Ballot): Problem[] {
  const at = [...path, 'ballot'];
  const {groups, ownGroupExcluded, voters} = ballot;
  const converted = round.components.flatMap((component, i) =>
    component.from === 'BALLOT' && component.convert.perGroup !== undefined ? [i] : [],
  );
  if (groups === undefined) {
    return [
      ...converted.map((i) =>
        problem(
          [...path, 'components', i, 'convert', 'perGroup'],
          'BALLOT_GROUPS_MISSING',
          'perGroup 按组折算，但 ballot.groups 没有写分组。',
          'perGroup converts by constituency, but ballot.groups names none.',
        ),
      ),
      ...(ownGroupExcluded
        ? [
            problem(
              [...at, 'ownGroupExcluded'],
              'BALLOT_GROUPS_MISSING',
              '不得投本组，但 ballot.groups 没有写分组。',
              'The own constituency is excluded, but ballot.groups names none.',
            ),
          ]
        : []),
    ];
  }
  const problems = groups === 'UNITS_BELOW_OWNER' ? [] : listedProblems([...at, 'groups'], groups);
  const openid = voters.indexOf('OPENID');
  if (openid >= 0) {
    problems.push(
      problem(
        [...at, 'voters', openid],
        'BALLOT_GROUPS_VOTERS',
        'OPENID 登录的投票人没有所属单位，分组计票时无法投票。',
        'Voters by OPENID have no unit, so where votes are counted by constituency they can not vote.',
      ),
    );
  }
  if (converted.length === 0 && !ownGroupExcluded) {
    problems.push(
      problem(
        [...at, 'groups'],
        'BALLOT_GROUPS_UNUSED',
        '写了分组，但没有计分项按组折算（convert.perGroup），也没有排除本组（ownGroupExcluded）。',
        'There are constituencies, but no component converts by them (convert.perGroup), and the own one is not excluded.',
        'key',
      ),
    );
  }
  return problems;
}

type Listed = Exclude<NonNullable<Ballot['groups']>, 'UNITS_BELOW_OWNER'>;

function listedProblems(at: Path, groups: Listed): Problem[] {
  const keyOf = new Map<string, string>();
  const twice = groups.flatMap(({key, units}, i) =>
    units.flatMap((code, j) => {
      const before = keyOf.get(code);
      keyOf.set(code, before ?? key);
      if (before === undefined) return [];
      return [
        problem(
          [...at, i, 'units', j],
          'BALLOT_GROUP_TWICE',
          `“${code}”已经在“${before}”组中。`,
          `"${code}" is in the constituency "${before}" already.`,
        ),
      ];
    }),
  );
  return [...repeated(at, groups), ...twice];
}

/** Whether and when counts are shown. */
export function visibilityProblems(at: Path, {visibility, delayMinutes}: Ballot): Problem[] {
  if (visibility === 'DELAYED' && delayMinutes === undefined) {
    return [
      problem(
        [...at, 'visibility'],
        'DELAY_MISSING',
        'DELAYED 须用 delayMinutes 写明延迟多少分钟。',
        'DELAYED needs delayMinutes: how old the counts shown are at least.',
      ),
    ];
  }
  if (visibility === 'DELAYED' || delayMinutes === undefined) return [];
  return [
    problem(
      [...at, 'delayMinutes'],
      'DELAY_UNUSED',
      `visibility 为 ${visibility}，delayMinutes 不起作用；要延迟显示，请写 DELAYED。`,
      `With ${visibility} there is no delay; say DELAYED, or leave delayMinutes out.`,
    ),
  ];
}
