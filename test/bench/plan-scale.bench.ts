import {plantPlan, sourceFor} from './plan-tree.js';

const units = 60_000;
const budgetMs = 10_000;

/**
 * A campaign with a number for each of 60,000 units: read, checked against the tree and its printed sums, applied, and a page of its table
 * read. Processor time of the whole process, so that it is one core's whatever runs beside it; the budget over that is the ratio.
 */
export const bench = {
  name: 'plan-scale',
  floor: 1,
  async run() {
    const tree = await plantPlan(units);
    try {
      const {service, system} = tree;
      const source = sourceFor(tree.units);
      const planned = await timed(() => service.slices.definitions.check(system, source));
      if (planned.result.problems.length > 0) throw new Error(JSON.stringify(planned.result.problems[0]));
      const applied = await timed(() => service.slices.definitions.apply(system, source, null));
      const {id} = applied.result;
      const read = await timed(async () => service.slices.plans.printed(id));
      const rows = await service.slices.plans.countRows(id);
      if (rows !== units || read.result.length !== 200) throw new Error(`${rows} rows`);
      const ms = planned.ms + applied.ms + read.ms;
      const raw = {units, plannedMs: planned.ms, appliedMs: applied.ms, pageMs: read.ms, sourceBytes: source.length};
      return {ratio: budgetMs / ms, raw};
    } finally {
      await tree.close();
    }
  },
};

async function timed<T>(work: () => Promise<T>): Promise<{result: T; ms: number}> {
  const before = process.cpuUsage();
  const result = await work();
  const {user, system} = process.cpuUsage(before);
  return {result, ms: Math.round((user + system) / 1_000)};
}
