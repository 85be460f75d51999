import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notFound, notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {isSignedIn, subtree} from '@concours/kernel/scope';
import {In, type SelectQueryBuilder} from 'typeorm';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {Organisation, OrganisationAlias} from './organisation.js';
import {keyOf, pathsAbove} from './organisation.rules.js';

export interface OrganisationQuery {
  first: number;
  after?: string;
  search?: string | null;
  /** The subtree below this organisation, without itself; null is everywhere. */
  under?: string | null;
  /** Its direct children only. */
  parentId?: string;
  kinds?: OrganisationKind[] | null;
  levels?: OrganisationLevel[] | null;
}

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

  /** In the order of the official lists; with a search, exact finds first, then beginnings, then the rest. */
  async page(caller: Caller, query: OrganisationQuery): Promise<PageOf<Organisation>> {
    demandSignedIn(caller);
    const key = keyOf(query.search ?? '');
    if (query.search?.trim() && key === '')
      return {nodes: [], totalCount: 0, pageInfo: {endCursor: null, hasNextPage: false}};
    const rows = await this.filtered(query, key);
    const totalCount = await rows.getCount();
    // the key holds letters and digits only, so it stands for itself in a pattern
    const rank =
      key === '' ? '0' : 'CASE WHEN o.searchKeys LIKE :exact THEN 0 WHEN o.searchKeys LIKE :start THEN 1 ELSE 2 END';
    rows.addSelect(rank, 'found').setParameters({exact: `%|${key}|%`, start: `%|${key}%`});
    if (query.after !== undefined) {
      const [at, position] = decodeCursor(query.after, 2);
      rows.andWhere(`(${rank} > :at OR (${rank} = :at AND o.position > :position))`, {at, position});
    }
    rows
      .orderBy('found')
      .addOrderBy('o.position')
      .limit(query.first + 1);
    const {entities, raw} = await rows.getRawAndEntities<{found: number | string}>();
    const nodes = entities.slice(0, query.first);
    const last = nodes.at(-1);
    const endCursor = last ? encodeCursor([Number(raw[nodes.length - 1].found), last.position]) : null;
    return {nodes, totalCount, pageInfo: {endCursor, hasNextPage: entities.length > query.first}};
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

  private async filtered(query: OrganisationQuery, key: string): Promise<SelectQueryBuilder<Organisation>> {
    const rows = this.repository.createQueryBuilder('o');
    if (key !== '') rows.andWhere('o.searchKeys LIKE :anywhere', {anywhere: `%${key}%`});
    if (query.under) {
      const {from, to} = subtree((await this.one(query.under)).path);
      rows.andWhere('o.path > :from AND o.path < :to', {from, to});
    }
    if (query.parentId !== undefined) rows.andWhere('o.parentId = :parentId', {parentId: query.parentId});
    if (query.kinds?.length) rows.andWhere('o.kind IN (:...kinds)', {kinds: query.kinds});
    if (query.levels?.length) rows.andWhere('o.level IN (:...levels)', {levels: query.levels});
    return rows;
  }
}

function demandSignedIn(caller: Caller): void {
  if (!isSignedIn(caller)) throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
}

function inOrder<T>(keys: readonly string[], rows: T[], keyOfRow: (row: T) => string): (T | null)[] {
  const found = new Map(rows.map((row) => [keyOfRow(row), row]));
  return keys.map((key) => found.get(key) ?? null);
}
