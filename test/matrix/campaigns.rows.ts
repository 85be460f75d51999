import {permissions} from '@concours/schema/access';
import {holds, type Held, type Spot} from './places.js';
import {ANY, may, type RowTable} from './rows.js';
import {idsOfCampaigns} from './works.rows.js';

const report: RowTable = {
  needs: ['report.read'],
  rows: ({reports}) => reports,
  seen: may('report.read'),
  list: 'reports(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  door: 'report(id: $id)',
  asRow:
    'audience awaits campaign channels confirmed content corrections decidedAt enterprise form heldOn id links organisation participants photos place publicists returnReason state submittedAt title topics version workersReached',
  // what else the caller sees of that day, and what the caller may do
  fields: {duplicates: () => ANY, mayReview: () => ANY},
};

const publicist: RowTable = {
  needs: ['publicist.read'],
  rows: ({publicists}) => publicists,
  seen: may('publicist.read'),
  list: 'publicists(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  asRow: 'addedAt contact id joinedOn name organisation removedAt removedBecause',
};

/** Of the whole plan: for who reads reports anywhere in it. */
const monthly: RowTable = {
  needs: ['report.read'],
  rows: ({months}) => months,
  seen: ({held}, {campaign}) =>
    held.some(
      ({role, within}) =>
        (permissions['report.read'] as readonly string[]).includes(role) &&
        (within === '' || (within === 'A' && campaign === 'A')),
    ),
  list: 'monthlyReports(campaignId: $id, first: 2) {nodes',
  ids: idsOfCampaigns,
  door: 'monthlyReport(id: $id)',
  asRow: 'asOf byHand columns events fixedAt id lines month rest rows totals',
};

const reminder: RowTable = {
  needs: ['reminder.read'],
  rows: ({reminders}) => reminders,
  seen: may('reminder.read'),
  list: 'reminders(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  asRow: 'about acknowledgedAt campaign id organisation sentAt sentBy text',
};

/** The unit, those above it, those below it, and who runs the campaign. */
export const seesForwarding = (held: Held[], spot: Spot): boolean =>
  holds(held, 'notice.track', spot) ||
  holds(held, 'campaign.prepare', spot) ||
  (spot.unit === 'parent' && holds(held, 'notice.track', {...spot, unit: 'own'}));

const forwarding: RowTable = {
  needs: ['notice.track', 'campaign.prepare'],
  rows: ({forwardings}) => forwardings,
  seen: ({held}, ref) => seesForwarding(held, ref),
  list: 'forwardings(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  asRow: 'above amendedAt byName campaign dates forwardedAt id instructions number organisation title together version',
};

export const seesQuestion = (held: Held[], spot: Spot): boolean =>
  holds(held, 'question.read', spot) || holds(held, 'campaign.answer', spot);

const question: RowTable = {
  needs: ['question.read', 'campaign.answer'],
  rows: ({questions}) => questions,
  seen: ({held}, ref) => seesQuestion(held, ref),
  list: 'questions(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  asRow: 'answer answeredAt askedAt askedByName id organisation publishedAt text trackKey version',
};

export const campaignsRows: Record<string, RowTable> = {
  Forwarding: forwarding,
  Question: question,
  ActivityReport: report,
  MonthlyReport: monthly,
  Publicist: publicist,
  Reminder: reminder,
};
