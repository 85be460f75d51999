import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {Path, Problem} from './problem.js';
import {problem, repeated, repeatedValues, unknown} from './rule-kit.rules.js';

/** The document: annexes that hold what exists, and somebody to sign where signatures are asked for (R10, R11, R126). */
export function noticeProblems({campaign, notice, stages, tracks, plan}: DefinitionFile): Problem[] {
  if (!notice) return [];
  const keys = {stages: stages.map(({key}) => key), tracks: tracks.map(({key}) => key)};
  return [
    ...repeated(['notice', 'annexes'], notice.annexes),
    ...repeatedValues(['notice', 'bodies'], notice.bodies),
    ...(notice.annexes ?? []).flatMap(({holds}, i) => {
      const path: Path = ['notice', 'annexes', i, 'holds'];
      return [
        ...(holds?.stages ?? []).flatMap((key, j) => unknown('STAGE', [...path, 'stages', j], key, keys.stages)),
        ...(holds?.tracks ?? []).flatMap((key, j) => unknown('TRACK', [...path, 'tracks', j], key, keys.tracks)),
        ...(holds?.plan === true && !plan ? [planless([...path, 'plan'])] : []),
      ];
    }),
    ...(notice.countersign === true ? signatories(campaign, notice.bodies) : []),
  ];
}

function signatories({hosting}: DefinitionFile['campaign'], bodies: readonly string[] | undefined): Problem[] {
  if (bodies ? bodies.length > 0 : hosting.some(({role}) => role === 'SPONSORING')) return [];
  return [
    problem(
      ['notice', 'countersign'],
      'SIGNATORIES_MISSING',
      '无人可会签：没有写 bodies（发文单位），也没有主办单位（SPONSORING）。',
      'Nobody could sign: there are neither bodies nor a SPONSORING host.',
      'key',
    ),
  ];
}

const planless = (path: Path): Problem =>
  problem(path, 'PLAN_MISSING', '本活动没有计划（plan）。', 'This campaign has no plan.', 'key');

/** A point is settled once. */
export function rulingProblems({rulings = []}: DefinitionFile): Problem[] {
  return repeatedValues(
    ['rulings'],
    rulings.map(({on}) => on),
  ).map((found) => ({...found, path: [...found.path, 'on']}));
}
