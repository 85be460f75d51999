import type {PlanFile} from '@concours/schema/definition/plan';
import type {Problem} from './problem.js';
import {problem, repeated, unknown} from './rule-kit.rules.js';

/** Floors: of metrics that exist, and that one wants to be high (R37). */
export function floorProblems({metrics, floors = []}: PlanFile): Problem[] {
  const keys = metrics.map(({key}) => key);
  return [
    ...repeated(['plan', 'floors'], floors),
    ...floors.flatMap((floor, i) => {
      const path = ['plan', 'floors', i];
      const metric = metrics.find(({key}) => key === floor.metric);
      if (!metric) return unknown('METRIC', [...path, 'metric'], floor.metric, keys);
      if (floor.atLeast === 0) {
        return [problem([...path, 'atLeast'], 'FLOOR_ZERO', '下限为 0 等于没有下限。', 'A floor of 0 is none.')];
      }
      return metric.direction === 'AT_MOST'
        ? [
            problem(
              [...path, 'metric'],
              'FLOOR_DIRECTION',
              `“${metric.key}”是越少越好（AT_MOST），不能有下限。`,
              `"${metric.key}" is to stay low (AT_MOST), so there can be no floor.`,
            ),
          ]
        : [];
    }),
  ];
}
