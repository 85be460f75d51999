import type {DefinitionFile} from '@concours/schema/definition/definition';
import type {PlanFile} from '@concours/schema/definition/plan';
import {floorProblems} from './floor.rules.js';
import type {Problem} from './problem.js';
import {problem, repeated, unknown} from './rule-kit.rules.js';

/** The plan: metrics, the allocation as it is printed, and the stage in which reports are taken. */
export function planProblems({plan, stages}: DefinitionFile): Problem[] {
  if (!plan) return [];
  return [
    ...repeated(['plan', 'metrics'], plan.metrics),
    ...plan.metrics.flatMap(({count}, i) =>
      'either' in count ? repeated(['plan', 'metrics', i, 'count', 'either'], count.either) : [],
    ),
    ...(['forms', 'topics', 'channels', 'confirm'] as const).flatMap((list) =>
      repeated(['plan', 'reports', list], plan.reports[list]),
    ),
    ...stageProblems(plan, stages),
    ...(plan.allocation ? allocationProblems(plan, plan.allocation) : []),
    ...memberProblems(plan),
    ...floorProblems(plan),
  ];
}

function stageProblems({reports}: PlanFile, stages: DefinitionFile['stages']): Problem[] {
  if (reports.stage === undefined) return [];
  const path = ['plan', 'reports', 'stage'];
  const stage = stages.find(({key}) => key === reports.stage);
  if (!stage)
    return unknown(
      'STAGE',
      path,
      reports.stage,
      stages.map(({key}) => key),
    );
  if (stage.kind === 'REPORTING') return [];
  return [
    problem(
      path,
      'STAGE_KIND',
      `填报阶段的类型须为 REPORTING，“${stage.key}”是 ${stage.kind}。`,
      `Reports are taken in a REPORTING stage; "${stage.key}" is ${stage.kind}.`,
    ),
  ];
}

/** A body is in one bucket, and has no row beside it: otherwise it would count twice (R36). */
function memberProblems({allocation}: PlanFile): Problem[] {
  const rows = allocation?.rows ?? [];
  const placed = new Set(rows.flatMap((row) => ('unit' in row ? [row.unit] : [])));
  return rows.flatMap((row, i) =>
    ('bucket' in row ? (row.members ?? []) : []).flatMap((code, j) => {
      const twice = placed.has(code);
      placed.add(code);
      return twice
        ? [
            problem(
              ['plan', 'allocation', 'rows', i, 'members', j],
              'ROW_REPEATED',
              `“${code}”已有一行，或已在另一行之中。`,
              `"${code}" already has a row, or is in another.`,
            ),
          ]
        : [];
    }),
  );
}

/** The printed totals are checked against the rows (R32): a typing error in either shows. */
function allocationProblems(plan: PlanFile, {columns, sums, rows}: NonNullable<PlanFile['allocation']>): Problem[] {
  const path = ['plan', 'allocation'];
  const metrics = plan.metrics.map(({key}) => key);
  const problems = columns.flatMap((column, i) => [
    ...unknown('METRIC', [...path, 'columns', i], column, metrics),
    ...(columns.indexOf(column) < i
      ? [
          problem(
            [...path, 'columns', i],
            'COLUMN_REPEATED',
            `指标“${column}”已有一列。`,
            `The metric "${column}" already has a column.`,
          ),
        ]
      : []),
  ]);
  if (sums.length !== columns.length) {
    problems.push(
      problem(
        [...path, 'sums'],
        'ROW_LENGTH',
        `合计须有 ${columns.length} 个数，现有 ${sums.length} 个。`,
        `There must be ${columns.length} totals; there are ${sums.length}.`,
      ),
    );
  }
  const seen = new Set<string>();
  rows.forEach((row, i) => {
    const name = 'unit' in row ? row.unit : row.bucket;
    if (seen.has(name))
      problems.push(
        problem(
          [...path, 'rows', i, 'unit' in row ? 'unit' : 'bucket'],
          'ROW_REPEATED',
          `单位“${name}”已有一行。`,
          `"${name}" already has a row.`,
        ),
      );
    seen.add(name);
    if (row.quotas.length !== columns.length) {
      problems.push(
        problem(
          [...path, 'rows', i, 'quotas'],
          'ROW_LENGTH',
          `“${name}”须有 ${columns.length} 个数，现有 ${row.quotas.length} 个。`,
          `"${name}" must have ${columns.length} numbers; it has ${row.quotas.length}.`,
        ),
      );
    }
  });
  // with a row of another length the sums would only be a second complaint about the same mistake
  if (problems.some(({code}) => code === 'ROW_LENGTH')) return problems;
  columns.forEach((column, i) => {
    const sum = rows.reduce((total, {quotas}) => total + (quotas[i] ?? 0), 0);
    if (sum !== sums[i]) {
      problems.push(
        problem(
          [...path, 'sums', i],
          'SUMS_WRONG',
          `“${column}”各行之和为 ${sum}，合计写的是 ${sums[i]}。`,
          `The rows of "${column}" add up to ${sum}; the printed total is ${sums[i]}.`,
        ),
      );
    }
  });
  return problems;
}
