import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import type {PageOf} from '@concours/kernel/page';
import {notFound} from '@concours/kernel/refusal';
import {covers, scopesOf, subtree} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {Brackets, type SelectQueryBuilder, type WhereExpressionBuilder} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {newestFirst, type PageOfTrack} from '../newest-first.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Clarification, Question} from './question.js';

/** The only way questions are read: by the units that asked, those above them, and those who answer; clarifications by everybody. */
export class QuestionReading {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
  ) {}

  async page(
    caller: Caller,
    asked: PageOfTrack & {campaignId: string; waiting: boolean | null},
  ): Promise<PageOf<Question>> {
    const [campaign] = await this.campaigns.byIds(caller, [asked.campaignId]);
    const rows = await this.visible(caller, campaign);
    if (asked.waiting !== null) rows.andWhere(`q.answeredAt IS ${asked.waiting ? 'NULL' : 'NOT NULL'}`);
    return newestFirst(rows, asked);
  }

  async one(caller: Caller, id: string): Promise<Question> {
    const known = await this.database.read.findOneBy(Question, {id});
    const [campaign] = known ? await this.campaigns.byIds(caller, [known.campaignId]) : [null];
    const found = await (await this.visible(caller, campaign)).andWhere('q.id = :id', {id}).getOne();
    if (!found) throw notFound();
    return found;
  }

  async clarifications(campaign: Campaign, asked: PageOfTrack): Promise<PageOf<Clarification>> {
    const rows = this.database.read
      .createQueryBuilder(Question, 'q')
      .where('q.campaignId = :campaign AND q.publishedAt IS NOT NULL', {campaign: campaign.id});
    const {nodes, ...page} = await newestFirst(rows, asked);
    return {...page, nodes: nodes.map((question) => Clarification.of(question))};
  }

  private async visible(caller: Caller, campaign: Campaign | null): Promise<SelectQueryBuilder<Question>> {
    const rows = this.database.read
      .createQueryBuilder(Question, 'q')
      .innerJoin(OrganisationRef, 'o', 'o.id = q.organisationId')
      .where('q.campaignId = :campaign', {campaign: campaign?.id ?? ''});
    if (!campaign || caller.kind === 'system') return rows;
    const owner = await this.campaigns.ownerPath(campaign);
    const answering = scopesOf(caller, permissions['campaign.answer']).filter(({path}) => covers(path, owner));
    const asking = scopesOf(caller, permissions['question.read']);
    return rows.andWhere(
      new Brackets((any) => {
        any.where('1 = 0');
        answering.forEach(({within}, i) => any.orWhere(reached(within, campaign.id, `a${i}`)));
        asking.forEach(({path, within}, i) => {
          const {from, to} = subtree(path);
          any.orWhere(
            new Brackets((all) => {
              all.where(`o.path >= :from${i} AND o.path < :to${i}`, {[`from${i}`]: from, [`to${i}`]: to});
              all.andWhere(reached(within, campaign.id, `q${i}`));
            }),
          );
        });
      }),
    );
  }
}

/** What a grant reaches of a campaign's questions: all, those of one track, or none. */
function reached(within: string | undefined, campaignId: string, name: string): Brackets {
  return new Brackets((where: WhereExpressionBuilder) => {
    const [campaign, track] = within?.split('/') ?? [];
    if (within === undefined || (campaign === campaignId && track === undefined)) where.where('1 = 1');
    else if (campaign === campaignId) where.where(`q.trackKey = :${name}`, {[name]: track});
    else where.where('1 = 0');
  });
}
