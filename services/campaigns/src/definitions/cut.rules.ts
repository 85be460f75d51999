import type {RoundFile} from '@concours/schema/definition/round';
import type {Path, Problem} from './problem.js';
import {problem, unknown} from './rule-kit.rules.js';

/** Who advances by one component alone (R142): a component of the round, and no more than advance at all. */
export function directProblems(path: Path, {cut, components}: RoundFile): Problem[] {
  if (!cut?.direct) return [];
  const {component, first} = cut.direct;
  const at = [...path, 'cut', 'direct'];
  const keys = components.map(({key}) => key);
  return [
    ...unknown('COMPONENT', [...at, 'component'], component, keys),
    ...(first > cut.to
      ? [
          problem(
            [...at, 'first'],
            'CUT_DIRECT_OVER',
            `直接晋级 ${first} 名，多于晋级总数 ${cut.to}。`,
            `${first} can't advance directly where ${cut.to} advance at all.`,
          ),
        ]
      : []),
  ];
}

/** What is counted elsewhere comes as one sum: nothing tells from which constituency its votes were. */
export function groupedProblems(path: Path, {components}: RoundFile): Problem[] {
  return components.flatMap((component, i) =>
    component.from === 'EXTERNAL' && component.convert.perGroup
      ? [
          problem(
            [...path, 'components', i, 'convert', 'perGroup'],
            'CONVERSION_GROUPS',
            '在别处投票的票数不分选区，不能用 perGroup。',
            'Votes held elsewhere come without constituencies, so perGroup cannot be used.',
            'key',
          ),
        ]
      : [],
  );
}
