import {may, type RowTable} from './rows.js';
import {idsOfCampaigns} from './works.rows.js';

const report: RowTable = {
  needs: ['report.read'],
  rows: ({reports}) => reports,
  seen: may('report.read'),
  list: 'reports(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  door: 'report(id: $id)',
  asRow:
    'audience campaign content decidedAt enterprise form heldOn id links organisation participants place publicists returnReason state submittedAt title version workersReached',
};

const reminder: RowTable = {
  needs: ['reminder.read'],
  rows: ({reminders}) => reminders,
  seen: may('reminder.read'),
  list: 'reminders(campaignId: $id, first: 100) {nodes',
  ids: idsOfCampaigns,
  asRow: 'about acknowledgedAt campaign id organisation sentAt sentBy text',
};

export const campaignsRows: Record<string, RowTable> = {ActivityReport: report, Reminder: reminder};
