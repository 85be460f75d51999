import {Needs} from '@concours/kernel/needs';
import {PageArgs} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/request-context';
import {Arg, Args, Ctx, ID, Mutation, Query, Resolver} from 'type-graphql';
import type {Receipt} from './receipt.js';
import type {ReceiptReading} from './receipt-reading.service.js';
import {NoticeReceipt, Receipts} from './receipt-row.js';
import type {ReceiptTaking} from './receipt.service.js';

const CAMPAIGN = "The notice's campaign.";
const UNIT = 'The unit that has it.';

@Resolver(() => Receipts)
export class ReceiptResolver {
  constructor(
    private readonly taking: ReceiptTaking,
    private readonly reading: ReceiptReading,
  ) {}

  @Needs('notice.track', 'campaign.prepare', {at: "the unit, or the campaign's owner"})
  @Query(() => Receipts, {description: 'Who below a unit has a notice and who has sent it on (R127).'})
  noticeReceipts(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('organisationId', () => ID, {
      nullable: true,
      description: 'Below which unit; without one all whom the notice is for, for who runs the campaign.',
    })
    organisationId: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() {caller}: RequestContext,
  ): Promise<Receipts> {
    return this.reading.below(caller, {campaignId, organisationId: organisationId ?? null, ...page});
  }

  @Needs('notice.track', 'campaign.prepare', {at: "the unit, or the campaign's owner"})
  @Query(() => NoticeReceipt, {
    nullable: true,
    description: 'Since when a unit has a notice; null if nobody of it has opened it.',
  })
  noticeReceipt(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('organisationId', () => ID, {description: UNIT}) organisationId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<NoticeReceipt | null> {
    return this.reading.one(caller, campaignId, organisationId);
  }

  @Needs('notice.receive', {at: 'the unit itself'})
  @Mutation(() => NoticeReceipt, {
    description: 'Says that the unit has opened the notice; the first time counts. NOTICE_NOT_ADDRESSED.',
  })
  async openNotice(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('organisationId', () => ID, {description: UNIT}) organisationId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<NoticeReceipt> {
    return receiptOf(await this.taking.open(caller, campaignId, organisationId));
  }

  @Needs('notice.receive', {at: 'the unit itself'})
  @Mutation(() => NoticeReceipt, {
    description: 'Confirms that the unit has the notice; the first time counts. NOTICE_NOT_ADDRESSED.',
  })
  async confirmNotice(
    @Arg('campaignId', () => ID, {description: CAMPAIGN}) campaignId: string,
    @Arg('organisationId', () => ID, {description: UNIT}) organisationId: string,
    @Ctx() {caller}: RequestContext,
  ): Promise<NoticeReceipt> {
    return receiptOf(await this.taking.confirm(caller, campaignId, organisationId));
  }
}

const receiptOf = ({openedAt, confirmedAt}: Receipt): NoticeReceipt =>
  Object.assign(new NoticeReceipt(), {openedAt, confirmedAt});
