import {In, type EntityManager} from 'typeorm';
import {Organisation, OrganisationAlias} from '../organisations/organisation.js';
import type {KeyOf} from './columns.rules.js';
import type {Candidate} from './place.rules.js';

const PAGE = 2_000;
const KEYS = 500;

type Named = Pick<Organisation, 'id' | 'code' | 'path' | 'nameZh' | 'nameEn' | 'shortNameZh' | 'shortNameEn'>;

/**
 * Which organisations bear the names that a file asks for. Names have no index that could be sought by their keys, so the
 * tree is read once from end to end, a page at a time; only what was asked for is kept.
 */
export async function findByNames(
  manager: EntityManager,
  wanted: ReadonlySet<string>,
  keyOf: KeyOf,
  mayWrite: (path: string) => boolean,
): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>();
  const add = (key: string, by: Candidate['by'], {code, nameZh, path}: Named): void => {
    const candidate = {code, name: nameZh, by, reachable: mayWrite(path)};
    const others = found.get(key);
    if (others) others.push(candidate);
    else found.set(key, [candidate]);
  };
  for await (const organisation of everyOne(manager)) {
    for (const [name, by] of namesOf(organisation)) {
      const key = keyOf(name ?? '');
      if (wanted.has(key)) add(key, by, organisation);
    }
  }
  const keys = [...wanted];
  for (let from = 0; from < keys.length; from += KEYS) {
    const aliases = await manager.findBy(OrganisationAlias, {key: In(keys.slice(from, from + KEYS))});
    const ids = [...new Set(aliases.map((alias) => alias.organisationId))];
    const bearers = new Map((await manager.findBy(Organisation, {id: In(ids)})).map((row) => [row.id, row]));
    for (const {key, organisationId} of aliases) {
      const bearer = bearers.get(organisationId);
      if (bearer) add(key, 'ALIAS', bearer);
    }
  }
  return found;
}

export function namesOf(of: {
  nameZh?: string | null;
  nameEn?: string | null;
  shortNameZh?: string | null;
  shortNameEn?: string | null;
}): [string | null | undefined, Candidate['by']][] {
  const full = [of.nameZh, of.nameEn].map((name) => [name, 'NAME'] as const);
  const short = [of.shortNameZh, of.shortNameEn].map((name) => [name, 'SHORT_NAME'] as const);
  return [...full, ...short].map(([name, by]) => [name, by]);
}

async function* everyOne(manager: EntityManager): AsyncGenerator<Named> {
  for (let after = ''; ;) {
    const page = await manager
      .createQueryBuilder(Organisation, 'o')
      .select(['o.id', 'o.code', 'o.path', 'o.nameZh', 'o.nameEn', 'o.shortNameZh', 'o.shortNameEn'])
      .where('o.id > :after', {after})
      .orderBy('o.id')
      .limit(PAGE)
      .getMany();
    yield* page;
    if (page.length < PAGE) return;
    after = page[page.length - 1].id;
  }
}
