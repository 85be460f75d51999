import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageOf} from '@concours/kernel/page';
import {notPermitted, notSignedIn} from '@concours/kernel/refusal';
import {may} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {In, type SelectQueryBuilder} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {Organisation} from '../organisations/organisation.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Forwarding} from './forwarding.js';
import {Receipt} from './receipt.js';
import {ReceiptCounts, ReceiptRow, Receipts} from './receipt-row.js';
import {Recipients} from './recipients.service.js';

interface Asked {
  campaignId: string;
  /** Null: all whom the notice is for. */
  organisationId: string | null;
  first: number;
  after?: string | null;
}

/** Counts receipts by the tree as it stands: one query over a range of paths, however many units there are. */
export class ReceiptReading {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
  ) {}

  async below(caller: Caller, {campaignId, organisationId, first, after}: Asked): Promise<Receipts> {
    const campaign = await this.campaigns.one(caller, campaignId);
    const unit = await this.demand(caller, campaign, organisationId);
    const recipients = new Recipients(this.database.read);
    const roots = unit ? [unit.path] : await recipients.roots(campaign);
    const lines = (campaign.document.notice?.addressees ?? []).map((_, number) => number);
    const units = unit
      ? this.database.read
          .createQueryBuilder(OrganisationRef, 'o')
          .where('o.parentId = :id AND o.closed = :closed', {id: unit.id, closed: false})
      : await recipients.addressed(campaign, lines);
    const [counts] = await this.counted(campaignId, recipients.below(roots));
    return Object.assign(new Receipts(), {
      counts: countsOf(counts),
      units: await this.page(campaignId, units, {first, after}),
    });
  }

  async one(caller: Caller, campaignId: string, organisationId: string): Promise<Receipt | null> {
    await this.demand(caller, await this.campaigns.one(caller, campaignId), organisationId);
    return this.database.read.findOneBy(Receipt, {campaignId, organisationId});
  }

  private async demand(
    caller: Caller,
    campaign: Campaign,
    organisationId: string | null,
  ): Promise<OrganisationRef | null> {
    const unit =
      organisationId === null ? null : await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    const owner = {roles: permissions['campaign.prepare'], path: await this.campaigns.ownerPath(campaign)};
    const runs = may(caller, {...owner, within: campaign.id});
    const track = {roles: permissions['notice.track'], path: unit?.path ?? '', within: campaign.id};
    if ((runs && (unit !== null || organisationId === null)) || (unit !== null && may(caller, track))) return unit;
    throw caller.kind === 'anonymous' ? notSignedIn() : notPermitted();
  }

  private async page(
    campaignId: string,
    units: SelectQueryBuilder<OrganisationRef>,
    {first, after}: Pick<Asked, 'first' | 'after'>,
  ): Promise<PageOf<ReceiptRow>> {
    const totalCount = await units.getCount();
    if (after) units.andWhere('o.code > :after', {after: String(decodeCursor(after, 1)[0])});
    const found = await units
      .orderBy('o.code')
      .limit(first + 1)
      .getMany();
    const shown = found.slice(0, first);
    const last = shown.at(-1);
    return {
      nodes: await this.rows(campaignId, shown),
      totalCount,
      pageInfo: {endCursor: last ? encodeCursor([last.code]) : null, hasNextPage: found.length > first},
    };
  }

  private async rows(campaignId: string, units: readonly OrganisationRef[]): Promise<ReceiptRow[]> {
    if (units.length === 0) return [];
    const ids = units.map(({id}) => id);
    const received = await this.database.read.findBy(Receipt, {campaignId, organisationId: In(ids)});
    const forwarded = await this.database.read.findBy(Forwarding, {campaignId, organisationId: In(ids)});
    const below = await this.belowEach(campaignId, ids);
    return units.map(({id}) => {
      const receipt = received.find(({organisationId}) => organisationId === id);
      return Object.assign(new ReceiptRow(), {
        organisation: Organisation.of(id),
        openedAt: receipt?.openedAt ?? null,
        confirmedAt: receipt?.confirmedAt ?? null,
        confirmedBy: receipt?.confirmedByName ?? null,
        forwardedAt: forwarded.find(({organisationId}) => organisationId === id)?.forwardedAt ?? null,
        below: countsOf(below.find((row) => row.unit === id)),
      });
    });
  }

  private belowEach(campaignId: string, ids: readonly string[]): Promise<Counted[]> {
    // '/' is the character after '.', so this is where a subtree ends
    const part = 'substr(u.path, 1, length(u.path) - 1)';
    const end = this.database.engine === 'mysql' ? `concat(${part}, '/')` : `${part} || '/'`;
    const units = this.database.read
      .createQueryBuilder(OrganisationRef, 'u')
      .innerJoin(OrganisationRef, 'o', `o.path > u.path AND o.path < ${end}`)
      .where('u.id IN (:...ids)', {ids: [...ids]});
    return this.counted(campaignId, units, 'u.id');
  }

  private counted<T extends object>(campaignId: string, units: SelectQueryBuilder<T>, by?: string): Promise<Counted[]> {
    const query = units
      .andWhere('o.closed = :closed', {closed: false})
      .leftJoin(Receipt, 'r', 'r.campaignId = :campaign AND r.organisationId = o.id', {campaign: campaignId})
      .leftJoin(Forwarding, 'f', 'f.campaignId = :campaign AND f.organisationId = o.id')
      .select('COUNT(*)', 'units')
      .addSelect('COUNT(r.openedAt)', 'opened')
      .addSelect('COUNT(r.confirmedAt)', 'confirmed')
      .addSelect('COUNT(f.id)', 'forwarded');
    if (by !== undefined) query.addSelect(by, 'unit').groupBy(by);
    return query.getRawMany<Counted>();
  }
}

/** Raw rows of MySQL give counts as texts. */
type Counted = Record<'units' | 'opened' | 'confirmed' | 'forwarded', number | string> & {unit?: string};

function countsOf(row: Counted | undefined): ReceiptCounts {
  const {units = 0, opened = 0, confirmed = 0, forwarded = 0} = row ?? {};
  return Object.assign(new ReceiptCounts(), {
    ...{units: Number(units), opened: Number(opened), confirmed: Number(confirmed), forwarded: Number(forwarded)},
  });
}
