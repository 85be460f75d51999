import {handedIn, plantPlan, type PlanTree, sourceFor} from './plan-tree.js';

const sizes = [100, 10_000, 60_000] as const;
const rounds = 12;
const perRound = 15;

/**
 * What approving a report costs in a plan over 100, 10,000 and 60,000 units, each with a row of its own: the depth of the tree, which is the
 * same in all three. The ratio is the time at 100 over that at 60,000. Sizes take turns, so that whatever else the machine does hits all.
 */
export const bench = {
  name: 'progress-growth',
  floor: 0.67,
  async run() {
    const plans: Planned[] = [];
    try {
      for (const size of sizes) plans.push(await planned(size));
      for (const plan of plans) await measure(plan);
      for (let round = 0; round < rounds; round++) for (const plan of plans) plan.micros.push(await measure(plan));
      const [small, middle, large] = plans.map(({micros}) => median(micros)) as [number, number, number];
      const raw = {sizes, micros: [small, middle, large], over10000: Number((small / middle).toFixed(3))};
      return {ratio: small / large, raw};
    } finally {
      for (const {tree} of plans) await tree.close();
    }
  },
};

interface Planned {
  tree: PlanTree;
  campaignId: string;
  micros: number[];
  approved: number;
}

async function planned(size: number): Promise<Planned> {
  const tree = await plantPlan(size);
  const {id} = await tree.service.slices.definitions.apply(tree.system, sourceFor(tree.units), null);
  return {tree, campaignId: id, micros: [], approved: 0};
}

/** Microseconds for an approval; reports are written and handed in before the clock runs. */
async function measure(plan: Planned): Promise<number> {
  const {tree, campaignId} = plan;
  const {service, units, system} = tree;
  const ids: string[] = [];
  for (let n = 0; n < perRound; n++)
    ids.push(await handedIn(tree, campaignId, units[21 + ((plan.approved + n * 7) % (units.length - 21))]!));
  const began = performance.now();
  for (const id of ids) await service.slices.reports.approve(system, id);
  const micros = ((performance.now() - began) * 1_000) / perRound;
  plan.approved += perRound;
  const done = await service.slices.plans.done(campaignId, [units[0]!.id]);
  const counted = done.get(units[0]!.id)?.events;
  if (counted !== plan.approved) throw new Error(`${counted} counted of ${plan.approved}`);
  return micros;
}

function median(values: number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);
}
