import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {Announcement} from './announcements/announcement.js';
import {Announcements} from './announcements/announcement.service.js';
import type {Campaigns} from './campaigns/campaign.service.js';
import type {Attachments} from './files/attachments.service.js';
import {AnnexDocument} from './notices/annex-document.js';
import {Annexes} from './notices/annex.service.js';
import {BindingDates} from './notices/binding-date.service.js';
import {Forwarding} from './notices/forwarding.js';
import {ForwardingReading} from './notices/forwarding-reading.service.js';
import {Forwardings} from './notices/forwarding.service.js';
import {NoticeSignature} from './notices/notice-signature.js';
import {Receipt} from './notices/receipt.js';
import {ReceiptReading} from './notices/receipt-reading.service.js';
import {ReceiptTaking} from './notices/receipt.service.js';
import {Recipients} from './notices/recipients.service.js';
import {Signing} from './notices/signing.service.js';
import type {OrganisationRefs} from './organisations/organisation-ref.service.js';
import type {OpenPoints} from './points/open-points.service.js';
import {Question} from './questions/question.js';
import {QuestionReading} from './questions/question-reading.service.js';
import {Questions} from './questions/question.service.js';

export const noticeEntities: Function[] = [NoticeSignature, AnnexDocument, Forwarding, Receipt, Announcement, Question];

/** What hangs on the notice of a campaign. */
export interface NoticeSlices {
  signing: Signing;
  annexes: Annexes;
  recipients: Recipients;
  forwardings: Forwardings;
  forwardingReading: ForwardingReading;
  bindingDates: BindingDates;
  receipts: ReceiptTaking;
  receiptReading: ReceiptReading;
  announcements: Announcements;
  questions: Questions;
  questionReading: QuestionReading;
}

interface Parts {
  database: Database;
  clock: Clock;
  campaigns: Campaigns;
  organisations: OrganisationRefs;
  points: OpenPoints;
  attachments: Attachments;
}

export function noticesOf({database, clock, campaigns, organisations, points, attachments}: Parts): NoticeSlices {
  const forwardingReading = new ForwardingReading(database, campaigns);
  const receipts = new ReceiptTaking(database, clock, campaigns);
  const questionReading = new QuestionReading(database, campaigns);
  return {
    signing: new Signing(database, clock, campaigns, organisations, points),
    annexes: new Annexes(database, clock, campaigns, attachments, points),
    recipients: new Recipients(database.read),
    forwardings: new Forwardings(database, clock, campaigns, forwardingReading, receipts),
    forwardingReading,
    bindingDates: new BindingDates(database, campaigns, forwardingReading),
    receipts,
    receiptReading: new ReceiptReading(database, campaigns),
    announcements: new Announcements(database, clock, campaigns),
    questions: new Questions(database, clock, campaigns, questionReading),
    questionReading,
  };
}
