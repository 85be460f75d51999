import {In, LessThan, type EntityManager} from 'typeorm';
import type {Database} from '@concours/kernel/database';
import {insertMany} from './insert-many.js';
import {Organisation, OrganisationAlias} from './organisation.js';
import {searchKeysOf} from './organisation.rules.js';
import {OrganisationSearch} from './organisation-search.js';
import {soundsOf} from './pinyin.js';

/** Count it up when keys are made by other rules: all are made anew then. */
const FORM = 1;
const BATCH = 500;

/** What organisations are found by, anew. */
export async function keepSearchKeys(
  manager: EntityManager,
  of: readonly {organisation: Organisation; aliases: readonly {text: string}[]}[],
): Promise<void> {
  const ids = of.map(({organisation}) => organisation.id);
  for (let from = 0; from < ids.length; from += BATCH)
    await manager.delete(OrganisationSearch, {organisationId: In(ids.slice(from, from + BATCH))});
  const rows = of.map(({organisation, aliases}) => {
    const {id: organisationId, position, code, nameZh, nameEn, shortNameZh, shortNameEn} = organisation;
    const texts = [code, nameZh, nameEn, shortNameZh, shortNameEn, ...aliases.map(({text}) => text)];
    return {organisationId, position, keys: searchKeysOf(texts, soundsOf), form: FORM};
  });
  await insertMany(manager, OrganisationSearch, rows);
}

/**
 * Makes the keys of organisations that have none, or old ones: rows from before there were keys, and after a change of the
 * rules. In parts, each a unit of work; several instances may do it at once, and each does what is left.
 */
export async function completeSearchKeys(database: Database): Promise<void> {
  for (;;) {
    const made = await database.write(async (manager) => {
      await manager.delete(OrganisationSearch, {form: LessThan(FORM)});
      const missing = await manager
        .createQueryBuilder(Organisation, 'o')
        .leftJoin(OrganisationSearch, 's', 's.organisationId = o.id')
        .where('s.organisationId IS NULL')
        .limit(BATCH)
        .getMany();
      if (missing.length === 0) return 0;
      const aliases = await manager.findBy(OrganisationAlias, {organisationId: In(missing.map(({id}) => id))});
      await keepSearchKeys(
        manager,
        missing.map((organisation) => ({
          organisation,
          aliases: aliases.filter(({organisationId}) => organisationId === organisation.id),
        })),
      );
      return missing.length;
    });
    if (made < BATCH) return;
  }
}
