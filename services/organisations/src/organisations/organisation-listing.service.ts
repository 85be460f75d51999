import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageInfo} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {In, type ObjectLiteral, type SelectQueryBuilder} from 'typeorm';
import {regionBeginning} from './external-reference.rules.js';
import type {OrganisationKind, OrganisationLevel} from './organisation.kinds.js';
import {Organisation} from './organisation.js';
import {demandSignedIn} from './organisation-reading.service.js';
import {keyOf, listedBelow} from './organisation.rules.js';
import {OrganisationSearch} from './organisation-search.js';

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
  /** A code of a region, or its beginning. */
  region?: string | null;
  closed?: boolean | null;
}

/** A page, and the length of the list for whoever asks: a page costs the same in a tree of any size, counting doesn't. */
export interface OrganisationList {
  nodes: Organisation[];
  pageInfo: PageInfo;
  count(): Promise<number>;
}

type Narrow = <T extends ObjectLiteral>(rows: SelectQueryBuilder<T>) => SelectQueryBuilder<T>;

/** Lists of organisations: in the order of the official lists, or what a search finds, the closest first. */
export class OrganisationListing {
  constructor(private readonly database: Database) {}

  async page(caller: Caller, query: OrganisationQuery): Promise<OrganisationList> {
    demandSignedIn(caller);
    const key = keyOf(query.search ?? '');
    const narrow = await this.narrowing(query);
    if (key !== '') return this.found(query, key, narrow);
    if (query.search?.trim()) return {nodes: [], pageInfo: {endCursor: null, hasNextPage: false}, count: async () => 0};
    return this.listed(query, narrow);
  }

  /** One seek of an index: of the subtree's, the parent's, the region's or of all. */
  private async listed(query: OrganisationQuery, narrow: Narrow): Promise<OrganisationList> {
    const rows = narrow(this.database.read.createQueryBuilder(Organisation, 'o'));
    const by = query.under ? 'listPath' : 'position';
    const counted = rows.clone();
    if (query.after !== undefined) rows.andWhere(`o.${by} > :after`, {after: decodeCursor(query.after, 1)[0]});
    const all = await rows
      .orderBy(`o.${by}`)
      .limit(query.first + 1)
      .getMany();
    const nodes = all.slice(0, query.first);
    const last = nodes.at(-1);
    const pageInfo = {endCursor: last ? encodeCursor([last[by]]) : null, hasNextPage: all.length > query.first};
    return {nodes, pageInfo, count: () => counted.getCount()};
  }

  /** Reads the narrow table of keys from end to end. The key holds letters and digits only, so it stands for itself in a pattern. */
  private async found(query: OrganisationQuery, key: string, narrow: Narrow): Promise<OrganisationList> {
    const rows = this.database.read
      .createQueryBuilder(OrganisationSearch, 's')
      .where('s.keys LIKE :anywhere', {anywhere: `%${key}%`});
    if (isNarrowed(query)) {
      const within = narrow(this.database.read.createQueryBuilder(Organisation, 'o').select('o.id'));
      rows.andWhere(`s.organisationId IN (${within.getQuery()})`).setParameters(within.getParameters());
    }
    const counted = rows.clone();
    const rank = 'CASE WHEN s.keys LIKE :exact THEN 0 WHEN s.keys LIKE :start THEN 1 ELSE 2 END';
    rows.select('s.organisationId', 'id').addSelect('s.position', 'position').addSelect(rank, 'rank');
    rows.setParameters({exact: `%|${key}|%`, start: `%|${key}%`});
    if (query.after !== undefined) {
      const [at, position] = decodeCursor(query.after, 2);
      rows.andWhere(`(${rank} > :at OR (${rank} = :at AND s.position > :position))`, {at, position});
    }
    const all = await rows
      .orderBy(rank)
      .addOrderBy('s.position')
      .limit(query.first + 1)
      .getRawMany<{id: string; position: number | string; rank: number | string}>();
    const shown = all.slice(0, query.first);
    const found = await this.database.read.findBy(Organisation, {id: In(shown.map(({id}) => id))});
    const byId = new Map(found.map((organisation) => [organisation.id, organisation]));
    const last = shown.at(-1);
    const endCursor = last ? encodeCursor([Number(last.rank), Number(last.position)]) : null;
    return {
      nodes: shown.flatMap(({id}) => byId.get(id) ?? []),
      pageInfo: {endCursor, hasNextPage: all.length > query.first},
      count: () => counted.getCount(),
    };
  }

  private async narrowing(query: OrganisationQuery): Promise<Narrow> {
    const below = query.under ? listedBelow((await this.place(query.under)).listPath) : null;
    return (rows) => {
      if (below) rows.andWhere('o.listPath > :from AND o.listPath < :to', below);
      if (query.parentId !== undefined) rows.andWhere('o.parentId = :parentId', {parentId: query.parentId});
      if (query.kinds?.length) rows.andWhere('o.kind IN (:...kinds)', {kinds: query.kinds});
      if (query.levels?.length) rows.andWhere('o.level IN (:...levels)', {levels: query.levels});
      if (query.closed != null) rows.andWhere('o.closed = :closed', {closed: query.closed});
      if (query.region) {
        const region = regionBeginning(query.region);
        rows.andWhere('o.regionCode >= :region AND o.regionCode < :beyond', {region, beyond: `${region}~`});
      }
      return rows;
    };
  }

  private async place(id: string): Promise<Organisation> {
    const found = await this.database.read.findOneBy(Organisation, {id});
    if (!found) throw notFound();
    return found;
  }
}

function isNarrowed({under, parentId, kinds, levels, region, closed}: OrganisationQuery): boolean {
  return Boolean(under || parentId || kinds?.length || levels?.length || region) || closed != null;
}
