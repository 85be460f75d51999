import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {RoundFile} from '@concours/schema/definition/round';
import {ballotProblems} from './ballot.rules.js';
import {directProblems, groupedProblems} from './cut.rules.js';
import type {Path, Problem} from './problem.js';
import {decimalText, notOfTrack, problem, repeated, tenThousandths, unknown} from './rule-kit.rules.js';
import {tieProblems} from './tie.rules.js';

const HUNDRED = 1_000_000n;

type Component = RoundFile['components'][number];

/** Rounds: their references, weights, panels, ties and the chain from cut to cut. */
export function roundProblems(definition: DefinitionFile): Problem[] {
  const {rounds = [], tracks, stages} = definition;
  const stageOf = (round: RoundFile) => stages.find(({key}) => key === round.stage);
  const byKey = new Map(rounds.map((round) => [round.key, round]));
  const keys = [...byKey.keys()];
  return [
    ...repeated(['rounds'], rounds),
    ...rounds.flatMap((round, i) => {
      const path: Path = ['rounds', i];
      return [
        ...unknown(
          'TRACK',
          [...path, 'track'],
          round.track,
          tracks.map(({key}) => key),
        ),
        ...unknown(
          'STAGE',
          [...path, 'stage'],
          round.stage,
          stages.map(({key}) => key),
        ),
        ...notOfTrack([...path, 'stage'], stageOf(round), round.track),
        ...('round' in round.entries ? unknown('ROUND', [...path, 'entries', 'round'], round.entries.round, keys) : []),
        ...(round.cut?.next === undefined ? [] : unknown('ROUND', [...path, 'cut', 'next'], round.cut.next, keys)),
        ...repeated([...path, 'components'], round.components),
        ...weightProblems(path, round),
        ...round.components.flatMap((component, j) =>
          componentProblems([...path, 'components', j], component, round, byKey),
        ),
        ...tieProblems(path, round),
        ...directProblems(path, round),
        ...groupedProblems(path, round),
        ...chainProblems(path, round, byKey),
        ...ballotProblems(path, round, definition),
      ];
    }),
  ];
}

/** Exactly 100, in ten-thousandths, never in floating point (A5); those that are set, where one is not. */
function weightProblems(path: Path, {components}: RoundFile): Problem[] {
  const set = components.flatMap(({weight}) => (weight === 'TBA' ? [] : [weight]));
  const sum = set.reduce((total, weight) => total + tenThousandths(weight), 0n);
  const open = set.length < components.length;
  if (open ? sum <= HUNDRED : sum === HUNDRED) return [];
  const parts = `${set.join(' + ')} = ${decimalText(sum)}`;
  return [
    problem(
      [...path, 'components'],
      'WEIGHTS_NOT_100',
      open ? `占比之和不得超过 100，已定的为 ${parts}。` : `占比之和须为 100，现为 ${parts}。`,
      open
        ? `The weights must add up to 100; those that are set are more: ${parts}.`
        : `The weights must add up to 100; ${parts}.`,
      'key',
    ),
  ];
}

function componentProblems(
  path: Path,
  component: Component,
  round: RoundFile,
  byKey: Map<string, RoundFile>,
): Problem[] {
  if (component.from === 'PANEL') return panelProblems(path, component);
  if (component.from === 'CLERK') return zeroMost([...path, 'most'], component.most);
  if (component.from === 'BALLOT' || component.from === 'EXTERNAL') return conversionProblems(path, component);
  const source = byKey.get(component.round);
  if (!source) return unknown('ROUND', [...path, 'round'], component.round, [...byKey.keys()]);
  const problems: Problem[] = [];
  if (!earlier(round, byKey).includes(source.key)) {
    problems.push(
      problem(
        [...path, 'round'],
        'CARRY_NOT_EARLIER',
        `“${source.key}”不是本赛段之前的赛段，成绩无法带入。`,
        `"${source.key}" does not come before this round, so nothing can be carried in from it.`,
      ),
    );
  }
  if (component.carry !== 'COMPOSITE') {
    problems.push(
      ...unknown(
        'COMPONENT',
        [...path, 'carry', 'component'],
        component.carry.component,
        source.components.map(({key}) => key),
      ),
    );
  }
  return problems;
}

function panelProblems(path: Path, component: Extract<Component, {from: 'PANEL'}>): Problem[] {
  const {criteria, judges} = component;
  const problems = [
    ...repeated([...path, 'criteria'], criteria),
    ...criteria.flatMap((criterion, i) => zeroMost([...path, 'criteria', i, 'most'], criterion.most)),
  ];
  const trim = judges?.trim ?? 0;
  const atLeast = judges?.atLeast ?? 1;
  if (trim > 0 && atLeast - 2 * trim < 1) {
    problems.push(
      problem(
        [...path, 'judges', 'trim'],
        'TRIM_TOO_MANY',
        `${atLeast} 位评委去掉最高最低各 ${trim} 个后没有分数；至少须 ${2 * trim + 1} 位评委。`,
        `Dropping ${trim} at each end of ${atLeast} sheets leaves none; at least ${2 * trim + 1} judges are needed.`,
      ),
    );
  }
  return problems;
}

const zeroMost = (path: Path, most: string | number): Problem[] =>
  tenThousandths(most) > 0n
    ? []
    : [problem(path, 'MOST_ZERO', '满分须大于 0。', 'The most points must be more than 0.')];

function conversionProblems(path: Path, {convert}: Extract<Component, {from: 'BALLOT' | 'EXTERNAL'}>): Problem[] {
  const {method, table} = convert;
  if (method === 'RANK_TABLE' && !table) {
    return [
      problem(
        [...path, 'convert', 'table'],
        'RANK_TABLE_MISSING',
        'RANK_TABLE 须写出 table：各名次的得分。',
        'RANK_TABLE needs a table: the points of each place.',
        'key',
      ),
    ];
  }
  if (method !== 'RANK_TABLE' && table) {
    return [
      problem(
        [...path, 'convert', 'table'],
        'RANK_TABLE_UNUSED',
        `${method} 不使用 table。`,
        `${method} uses no table.`,
        'key',
      ),
    ];
  }
  const points = (table ?? []).map(tenThousandths);
  return points.flatMap((point, i) => {
    const at = [...path, 'convert', 'table', i];
    if (point > HUNDRED) return [problem(at, 'RANK_TABLE_ORDER', '得分不超过 100。', 'Points go up to 100.')];
    if (i > 0 && point > points[i - 1])
      return [
        problem(
          at,
          'RANK_TABLE_ORDER',
          '后一名的得分不能高于前一名。',
          "A later place can't have more points than the one before.",
        ),
      ];
    return [];
  });
}

/** Where a round's entries come from and where its cut leads must be the same link, seen from both ends. */
function chainProblems(path: Path, round: RoundFile, byKey: Map<string, RoundFile>): Problem[] {
  const problems: Problem[] = [];
  const before = 'round' in round.entries ? byKey.get(round.entries.round) : undefined;
  const next = round.cut?.next === undefined ? undefined : byKey.get(round.cut.next);
  if (before) {
    const at = [...path, 'entries', 'round'];
    if (earlier(round, byKey).includes(round.key)) {
      problems.push(problem(at, 'ROUND_CYCLE', '赛段首尾相接成环。', 'The rounds lead back to themselves.'));
    } else if (before.cut?.next !== round.key) {
      problems.push(
        problem(
          at,
          'CUT_CHAIN',
          `“${before.key}”的 cut.next 没有指向“${round.key}”。`,
          `The cut of "${before.key}" does not lead to "${round.key}".`,
        ),
      );
    }
    if (before.track !== round.track)
      problems.push(
        problem(at, 'CUT_CHAIN', `“${before.key}”属于另一个子项目。`, `"${before.key}" belongs to another track.`),
      );
    if (before.cut && round.cut && round.cut.to > before.cut.to) {
      problems.push(
        problem(
          [...path, 'cut', 'to'],
          'CUT_CHAIN',
          `晋级 ${round.cut.to} 多于进入本赛段的 ${before.cut.to}。`,
          `${round.cut.to} can't advance of the ${before.cut.to} that enter.`,
        ),
      );
    }
  }
  if (next && !('round' in next.entries && next.entries.round === round.key)) {
    problems.push(
      problem(
        [...path, 'cut', 'next'],
        'CUT_CHAIN',
        `“${next.key}”的 entries 没有指向“${round.key}”。`,
        `The entries of "${next.key}" do not come from "${round.key}".`,
      ),
    );
  }
  return problems;
}

/** The rounds before one, nearest first; ends when it meets one again. */
function earlier(round: RoundFile, byKey: Map<string, RoundFile>): string[] {
  const found: string[] = [];
  let at: RoundFile | undefined = round;
  while (at && 'round' in at.entries && !found.includes(at.entries.round)) {
    found.push(at.entries.round);
    at = byKey.get(at.entries.round);
  }
  return found;
}
