import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {may, scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type EntityManager, In, type SelectQueryBuilder} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {chainOf} from '../path.rules.js';
import {Forwarding} from './forwarding.js';

/** The only way forwardings are read: by the unit that sent it, those below it, those above it, and who runs the campaign. */
export class ForwardingReading {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
  ) {}

  /** In the order in which they were sent on. */
  async page(
    caller: Caller,
    campaignId: string,
    {first, after}: {first: number; after?: string | null},
  ): Promise<PageOf<Forwarding>> {
    const [campaign] = await this.campaigns.byIds(caller, [campaignId]);
    const rows = await this.visible(caller, campaign?.publishedAt ? campaign : null);
    const totalCount = await rows.getCount();
    if (after) rows.andWhere('f.id > :after', {after: String(decodeCursor(after, 1)[0])});
    const found = await rows
      .orderBy('f.id')
      .limit(first + 1)
      .getMany();
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    return {
      ...{nodes, totalCount},
      pageInfo: {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first},
    };
  }

  async one(caller: Caller, id: string): Promise<Forwarding> {
    const known = await this.database.read.findOneBy(Forwarding, {id});
    const [campaign] = known ? await this.campaigns.byIds(caller, [known.campaignId]) : [null];
    const found = campaign && (await (await this.visible(caller, campaign)).andWhere('f.id = :id', {id}).getOne());
    if (!found) throw notFound();
    return found;
  }

  /** The campaigns of one letter, as far as the caller sees them. */
  async inLetter(caller: Caller, letterId: string): Promise<Campaign[]> {
    const rows = await this.database.read.find(Forwarding, {where: {letterId}, order: {id: 'ASC'}});
    const campaigns = await this.campaigns.byIds(
      caller,
      rows.map(({campaignId}) => campaignId),
    );
    return campaigns.filter((campaign) => campaign !== null);
  }

  /** What reached a unit, the root first: of each body on the way to it that sent the notice on. Narrowed to nobody: for what binds. */
  async along(
    manager: EntityManager,
    {id: campaignId}: Campaign,
    path: string,
    {itself}: {itself: boolean},
  ): Promise<Forwarding[]> {
    const paths = chainOf(path).filter((each) => itself || each !== path);
    if (paths.length === 0) return [];
    const bodies = await manager.find(OrganisationRef, {where: {path: In(paths)}, order: {path: 'ASC'}});
    const found = await manager.findBy(Forwarding, {campaignId, organisationId: In(bodies.map(({id}) => id))});
    return bodies.flatMap(({id}) => found.filter(({organisationId}) => organisationId === id));
  }

  private async visible(caller: Caller, campaign: Campaign | null): Promise<SelectQueryBuilder<Forwarding>> {
    const rows = this.database.read
      .createQueryBuilder(Forwarding, 'f')
      .innerJoin(OrganisationRef, 'o', 'o.id = f.organisationId')
      .where('f.campaignId = :campaign', {campaign: campaign?.id ?? ''});
    if (!campaign || caller.kind === 'system') return rows;
    const path = await this.campaigns.ownerPath(campaign);
    if (may(caller, {roles: permissions['campaign.prepare'], path, within: campaign.id})) return rows;
    const scopes = scopesOf(caller, permissions['notice.track']).filter(
      ({within}) => within === undefined || within === campaign.id,
    );
    return rows.andWhere(
      new Brackets((any) => {
        any.where('1 = 0');
        scopes.forEach((scope, i) => {
          const {from, to} = subtree(scope.path);
          any.orWhere(`o.path >= :from${i} AND o.path < :to${i}`, {[`from${i}`]: from, [`to${i}`]: to});
          any.orWhere(`o.path IN (:...above${i})`, {[`above${i}`]: chainOf(scope.path)});
        });
      }),
    );
  }
}
