import {AnnouncementResolver, CampaignAnnouncementResolver} from './announcements/announcement.resolver.js';
import {ForwardingResolver} from './notices/forwarding.resolver.js';
import {
  AddresseeResolver,
  AnnexDocumentResolver,
  CampaignNoticeResolver,
  NoticeBodyResolver,
  NoticeResolver,
} from './notices/notice.resolver.js';
import {ReceiptResolver} from './notices/receipt.resolver.js';
import {QuestionResolver} from './questions/question.resolver.js';
import type {Slices} from './slices.js';

export const noticeResolvers: Function[] = [
  CampaignNoticeResolver,
  NoticeResolver,
  NoticeBodyResolver,
  AddresseeResolver,
  AnnexDocumentResolver,
  ForwardingResolver,
  ReceiptResolver,
  CampaignAnnouncementResolver,
  AnnouncementResolver,
  QuestionResolver,
];

export function noticeInstances(slices: Slices): object[] {
  return [
    new CampaignNoticeResolver(),
    new NoticeResolver(slices.signing, slices.annexes),
    new NoticeBodyResolver(),
    new AddresseeResolver(slices.recipients),
    new AnnexDocumentResolver(slices.annexes),
    new ForwardingResolver(slices.forwardings, slices.forwardingReading, slices.bindingDates, slices.campaigns),
    new ReceiptResolver(slices.receipts, slices.receiptReading),
    new CampaignAnnouncementResolver(slices.announcements),
    new AnnouncementResolver(),
    new QuestionResolver(slices.questions, slices.questionReading),
  ];
}
