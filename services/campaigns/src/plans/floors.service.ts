import type {Database} from '@concours/kernel/database';
import type {PlanDefinition} from '@concours/schema/definition/plan';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {unitsMeant} from '../organisations/units-meant.js';
import {measuresOf} from './counting.rules.js';
import {FloorProgress} from './floor.js';
import {Metric} from './metric.js';
import type {Plan} from './plan.js';
import {PlanProgress} from './plan-progress.js';
import {isMet, outermost} from './target.rules.js';

type Floor = NonNullable<PlanDefinition['floors']>[number];
interface Place {
  path: string;
  done: number;
}

/** Floors beside the sums: how many of the units have reached one, or how much all have done together (R37, A14, A15). */
export class Floors {
  constructor(private readonly database: Database) {}

  async of(plan: Plan): Promise<FloorProgress[]> {
    const floors: FloorProgress[] = [];
    for (const floor of plan.definition.floors ?? []) floors.push(await this.one(plan, floor));
    return floors;
  }

  private async one(plan: Plan, floor: Floor): Promise<FloorProgress> {
    const {key, name: names, basis, atLeast} = floor;
    const metric = plan.definition.metrics.find((each) => each.key === floor.metric)!;
    const places = await this.places(plan, floor);
    const isForEach = basis === 'EACH';
    return Object.assign(new FloorProgress(), {
      ...{key, names, basis, atLeast},
      metric: Metric.of(plan.id, metric),
      of: isForEach ? places.length : 1,
      met: isForEach
        ? places.filter(({done}) => isMet({}, atLeast, done)).length
        : Number(outermost(places).reduce((sum, {done}) => sum + done, 0) >= atLeast),
      units: places.length,
      done: outermost(places).reduce((sum, {done}) => sum + done, 0),
    });
  }

  /** The figure of a metric at every unit meant: its sides together, or the greater one. */
  private async places(plan: Plan, {metric: key, units}: Floor): Promise<Place[]> {
    const {read} = this.database;
    const metric = plan.definition.metrics.find((each) => each.key === key)!;
    const isGreater = 'either' in metric.count && metric.count.rule === 'GREATER';
    const owner = await read.findOneBy(OrganisationRef, {id: plan.root().id});
    const rows = await (
      await unitsMeant(read, units, owner?.path ?? '~')
    )
      .leftJoin(
        (query) =>
          query
            .select('p.organisationId', 'place')
            .addSelect(isGreater ? 'MAX(p.done)' : 'SUM(p.done)', 'done')
            .from(PlanProgress, 'p')
            .where('p.campaignId = :campaignId AND p.measure IN (:...measures)', {
              campaignId: plan.id,
              measures: measuresOf([metric]).map(({id}) => id),
            })
            .groupBy('p.organisationId'),
        'd',
        'd.place = o.id',
      )
      .select('o.path', 'path')
      .addSelect('d.done', 'done')
      .getRawMany<{path: string; done: string | number | null}>();
    return rows.map(({path, done}) => ({path, done: Number(done ?? 0)}));
  }
}
