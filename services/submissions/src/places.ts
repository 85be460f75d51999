import {isDuplicate} from '@concours/kernel/database';
import {versionConflict} from '@concours/kernel/refusal';
import type {EntityManager, EntityTarget, FindOptionsWhere, QueryDeepPartialEntity} from 'typeorm';

interface Place {
  submissionId: string;
  place: number | null;
}

/**
 * Takes the lowest free numbered place for a work, or answers null when all are held. What is read is only a hint at where to
 * begin; the unique key decides, so it holds however many try at once. A refused insert undoes itself alone, not the transaction.
 */
export async function takePlace<P extends Place>(
  manager: EntityManager,
  entity: EntityTarget<P>,
  i: {scope: FindOptionsWhere<P>; most: number; row: (place: number) => P; taken?: Set<number>},
): Promise<number | null> {
  const taken = i.taken ?? (await placesTaken(manager, entity, i.scope));
  for (let place = 1; place <= i.most; place++) {
    if (taken.has(place)) continue;
    const row = i.row(place);
    taken.add(place);
    try {
      await manager
        .createQueryBuilder()
        .insert()
        .into(entity)
        .values(row as QueryDeepPartialEntity<P>)
        .updateEntity(false)
        .execute();
      return place;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const same = {submissionId: row.submissionId} as FindOptionsWhere<P>;
      // It was not the place that was taken: somebody did the very same thing at this moment.
      if (await manager.existsBy(entity, same)) throw versionConflict();
    }
  }
  return null;
}

/** For who takes many: read once and passed on to each `takePlace`, which notes in it what it has taken. */
export async function placesTaken<P extends Place>(
  manager: EntityManager,
  entity: EntityTarget<P>,
  scope: FindOptionsWhere<P>,
): Promise<Set<number>> {
  const held = await manager
    .createQueryBuilder(entity, 'p')
    .select('p.place', 'place')
    .where(scope)
    .getRawMany<Pick<Place, 'place'>>();
  return new Set(held.flatMap(({place}) => place ?? []));
}
