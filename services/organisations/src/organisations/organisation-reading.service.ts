import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {notFound, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {isSignedIn, subtree} from '@concours/kernel/scope';
import {In, Not} from 'typeorm';
import {ExternalReference} from './external-reference.js';
import {referenceOf} from './external-reference.rules.js';
import {Organisation, OrganisationAlias} from './organisation.js';
import {pathsAbove} from './organisation.rules.js';

/** SQLite allows 500 selects in one union. */
const UNION = 100;

/** All reading of the tree. Names of bodies are public, so nothing here is scoped; walking it needs a signed-in caller. */
export class OrganisationReadingService {
  constructor(private readonly database: Database) {}

  async byIds(ids: readonly string[]): Promise<(Organisation | null)[]> {
    return inOrder(ids, await this.repository.findBy({id: In([...ids])}), (row) => row.id);
  }

  async byCodes(codes: readonly string[]): Promise<(Organisation | null)[]> {
    return inOrder(codes, await this.repository.findBy({code: In([...codes])}), (row) => row.code);
  }

  async one(id: string): Promise<Organisation> {
    const [found] = await this.byIds([id]);
    if (!found) throw notFound();
    return found;
  }

  async find(caller: Caller, by: {id?: string | null; code?: string | null}): Promise<Organisation | null> {
    demandSignedIn(caller);
    if (by.id) return (await this.byIds([by.id]))[0];
    return by.code ? (await this.byCodes([by.code]))[0] : null;
  }

  /** Whose an id of another system is. */
  async referred(caller: Caller, system: string, value: string): Promise<Organisation | null> {
    demandSignedIn(caller);
    const kept = referenceOf(system, value);
    if (kept === null) return null;
    const found = await this.database.read.findOneBy(ExternalReference, {system, value: kept});
    return found && (await this.byIds([found.organisationId]))[0];
  }

  /** For each, everything above it, the root first. */
  async ancestors(of: readonly Organisation[]): Promise<Organisation[][]> {
    const wanted = [...new Set(of.flatMap(({path}) => pathsAbove(path)))];
    const found = new Map((await this.repository.findBy({path: In(wanted)})).map((row) => [row.path, row]));
    return of.map(({path}) => pathsAbove(path).flatMap((above) => found.get(above) ?? []));
  }

  async childCounts(ids: readonly string[]): Promise<number[]> {
    const rows = await this.repository
      .createQueryBuilder('o')
      .select('o.parentId', 'id')
      .addSelect('COUNT(*)', 'count')
      .where('o.parentId IN (:...ids)', {ids: [...ids]})
      .groupBy('o.parentId')
      .getRawMany<{id: string; count: number | string}>();
    const counts = new Map(rows.map(({id, count}) => [id, Number(count)]));
    return ids.map((id) => counts.get(id) ?? 0);
  }

  /** One seek of the path's index for each, many in one statement. */
  async descendantCounts(paths: readonly string[]): Promise<number[]> {
    const counts: number[] = [];
    for (let from = 0; from < paths.length; from += UNION) {
      const part = paths.slice(from, from + UNION);
      const one = 'SELECT ? AS place, COUNT(*) AS count FROM organisation WHERE path > ? AND path < ?';
      const parameters = part.flatMap((path, index) => [index, path, subtree(path).to]);
      const rows = await this.database.read.query<{place: number; count: number | string}[]>(
        part.map(() => one).join(' UNION ALL '),
        parameters,
      );
      for (const {place, count} of rows) counts[from + Number(place)] = Number(count);
    }
    return counts;
  }

  async aliases(ids: readonly string[]): Promise<string[][]> {
    const rows = await this.database.read.find(OrganisationAlias, {
      where: {organisationId: In([...ids])},
      order: {key: 'ASC'},
    });
    return ids.map((id) => rows.filter((row) => row.organisationId === id).map((row) => row.text));
  }

  async references(ids: readonly string[]): Promise<ExternalReference[][]> {
    const rows = await this.database.read.find(ExternalReference, {
      where: {organisationId: In([...ids])},
      order: {system: 'ASC'},
    });
    return ids.map((id) => rows.filter((row) => row.organisationId === id));
  }

  /** Others with the very same name under the same parent: allowed, and worth a look. */
  async namesakes(of: readonly Pick<Organisation, 'id' | 'parentId' | 'nameZh'>[]): Promise<Organisation[][]> {
    return Promise.all(
      of.map(async ({id, parentId, nameZh}) => {
        if (parentId === null) return [];
        const others = {parentId, nameZh, id: Not(id)};
        return this.repository.find({where: others, order: {position: 'ASC'}, take: 20});
      }),
    );
  }

  /** For replays: the whole tree in parts, parents first. */
  async *all(): AsyncIterable<Organisation> {
    for (let path = ''; ;) {
      const rows = await this.repository
        .createQueryBuilder('o')
        .where('o.path > :path', {path})
        .orderBy('o.path')
        .limit(500)
        .getMany();
      yield* rows;
      if (rows.length < 500) return;
      path = rows[rows.length - 1].path;
    }
  }

  private get repository() {
    return this.database.read.getRepository(Organisation);
  }
}

export function demandSignedIn(caller: Caller): void {
  if (!isSignedIn(caller)) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
}

function inOrder<T>(keys: readonly string[], rows: T[], keyOfRow: (row: T) => string): (T | null)[] {
  const found = new Map(rows.map((row) => [keyOfRow(row), row]));
  return keys.map((key) => found.get(key) ?? null);
}
