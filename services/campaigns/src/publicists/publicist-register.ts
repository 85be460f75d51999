import {type EntityManager, type FindOptionsWhere, In, IsNull, LessThanOrEqual, MoreThan} from 'typeorm';
import type {RegisterSource} from '../plans/register-source.js';
import {Publicist} from './publicist.js';

/** How many each unit has on the register: what metrics of the register count. */
export class PublicistRegister implements RegisterSource {
  counts(manager: EntityManager, campaignId: string): Promise<Map<string, number>> {
    return countOf(manager, [{campaignId, removedAt: IsNull()}]);
  }
}

/** As it stood: who had joined by the day and was on the register at the instant. */
export function registeredAt(
  manager: EntityManager,
  campaignIds: readonly string[],
  {day, asOf}: {day: string; asOf: Date},
): Promise<Map<string, number>> {
  const joined = {campaignId: In([...campaignIds]), joinedOn: LessThanOrEqual(day), addedAt: LessThanOrEqual(asOf)};
  return countOf(manager, [
    {...joined, removedAt: IsNull()},
    {...joined, removedAt: MoreThan(asOf)},
  ]);
}

async function countOf(manager: EntityManager, where: FindOptionsWhere<Publicist>[]): Promise<Map<string, number>> {
  const rows = await manager
    .createQueryBuilder(Publicist, 'p')
    .select('p.organisationId', 'unit')
    .addSelect('COUNT(*)', 'people')
    .where(where)
    .groupBy('p.organisationId')
    .getRawMany<{unit: string; people: string | number}>();
  return new Map(rows.map(({unit, people}) => [unit, Number(people)]));
}
