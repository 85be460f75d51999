import type {DefinitionFile} from '@concours/schema/definition/definition';
import {practices} from '@concours/schema/definition/policies';
import type {RoundFile} from '@concours/schema/definition/round';
import {bilingual, type TextValue} from '@concours/schema/definition/values';
import type {Path, Problem} from './problem.js';
import {problem} from './rule-kit.rules.js';

type Practice = (typeof practices)[number];

/**
 * What no setting allows (R112, R143): that a unit is measured by votes, likes, forwards or points, or by how many of its people took
 * part. The format has no place for it (an award to units has no `by`); what stands in a name alone is found by its words.
 */
export function burdenProblems({policies, plan, rounds = [], awards = []}: DefinitionFile): Problem[] {
  return [
    ...awards.flatMap((award, i) => {
      if (award.to !== 'UNIT') return [];
      return nameProblems(['awards', i, 'name'], award.name, 'BURDEN_UNIT_AWARD');
    }),
    ...(plan?.allocation?.columns ?? []).flatMap((column, i) => {
      const metric = plan?.metrics.find(({key}) => key === column);
      return metric ? nameProblems(['plan', 'allocation', 'columns', i], metric.name, 'BURDEN_UNIT_TARGET') : [];
    }),
    ...(plan?.floors ?? []).flatMap((floor, i) => {
      const metric = plan?.metrics.find(({key}) => key === floor.metric);
      const path: Path = ['plan', 'floors', i];
      const byMetric = metric ? nameProblems([...path, 'metric'], metric.name, 'BURDEN_UNIT_TARGET') : [];
      return byMetric.length > 0 ? byMetric : nameProblems([...path, 'name'], floor.name, 'BURDEN_UNIT_TARGET');
    }),
    ...rounds.flatMap((round, i) => offProblems(['rounds', i], round, policies)),
  ];
}

const words: Record<Practice, {zh: RegExp; en: RegExp}> = {
  votes: {zh: /投票|得票|票数|拉票/, en: /\b(votes?|voting)\b/i},
  likes: {zh: /点赞|获赞|集赞|关注量|粉丝/, en: /\b(likes?|followers?)\b/i},
  forwards: {zh: /转发|转评|转赞/, en: /\b(forwards?|reposts?|shares)\b/i},
  points: {zh: /积分/, en: /\b(points ranking|ranking by points|bonus points)\b/i},
};
const headcount = {
  zh: /人均|参与率|参赛率|投票率|按人数|人数比例/,
  en: /\b(per capita|per head|turnout|participation rate)\b/i,
};

const practiceNames: Record<Practice, {zh: string; en: string}> = {
  votes: {zh: '网络投票', en: 'votes'},
  likes: {zh: '关注点赞', en: 'follows and likes'},
  forwards: {zh: '转发评论', en: 'forwards and comments'},
  points: {zh: '积分排名', en: 'point rankings'},
};

/** The English half is read only where it is the whole: what a name means is said in Chinese first. */
function says(text: TextValue, {zh, en}: {zh: RegExp; en: RegExp}): boolean {
  const names = bilingual(text);
  return zh.test(names.zh) || (!/\p{Script=Han}/u.test(names.zh) && en.test(names.en));
}

const practiceIn = (text: TextValue): Practice | undefined => practices.find((practice) => says(text, words[practice]));

function nameProblems(path: Path, name: TextValue, code: 'BURDEN_UNIT_AWARD' | 'BURDEN_UNIT_TARGET'): Problem[] {
  const {zh, en} = bilingual(name);
  if (says(name, headcount))
    return [
      problem(
        path,
        'BURDEN_HEADCOUNT',
        `减负规则（R143）：不得把任务或评奖与单位人数、参与率挂钩：“${zh}”。`,
        `By the burden rules (R143) nothing a unit is measured by is tied to its headcount: "${en}".`,
      ),
    ];
  const practice = practiceIn(name);
  if (practice === undefined) return [];
  const named = practiceNames[practice];
  return [
    problem(
      path,
      code,
      code === 'BURDEN_UNIT_TARGET'
        ? `减负规则（R112）：不得向单位下达${named.zh}任务：“${zh}”。`
        : `减负规则（R143）：单位的奖项不得以${named.zh}为依据：“${zh}”。`,
      code === 'BURDEN_UNIT_TARGET'
        ? `By the burden rules (R112) no unit gets a target of ${named.en}: "${en}".`
        : `By the burden rules (R143) no award to units goes by ${named.en}: "${en}".`,
    ),
  ];
}

/** What is turned off does not come in again as something that a clerk or a judge writes down. */
function offProblems(path: Path, round: RoundFile, policies: DefinitionFile['policies']): Problem[] {
  const problemsIn = (at: Path, name: TextValue): Problem[] => {
    const practice = practiceIn(name);
    if (practice === undefined || (policies[practice] ?? 'OFF') !== 'OFF') return [];
    const named = practiceNames[practice];
    return [
      problem(
        at,
        'BURDEN_PRACTICE_OFF',
        `减负规则 policies.${practice} 为 OFF，${named.zh}不得计分（R112）。`,
        `The burden policy policies.${practice} is OFF: ${named.en} are no part of a score (R112).`,
      ),
    ];
  };
  return round.components.flatMap((component, i) => {
    const at = [...path, 'components', i];
    // a ballot under votes: OFF has a problem of its own, and what is carried over was judged where it came from
    if (component.from === 'BALLOT' || component.from === 'ROUND') return [];
    const criteria = component.from === 'PANEL' ? component.criteria : [];
    return [
      ...problemsIn([...at, 'name'], component.name),
      ...criteria.flatMap(({name}, j) => problemsIn([...at, 'criteria', j, 'name'], name)),
    ];
  });
}
