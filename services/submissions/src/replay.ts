import type {Database} from '@concours/kernel/database';
import type {Replay} from '@concours/kernel/events/replay';
import {IsNull, MoreThan, Not} from 'typeorm';
import type {CampaignRefs} from './campaigns/campaign.service.js';
import {shortlistClosedEvent} from './screenings/screening.events.js';
import {Shortlist} from './screenings/shortlist.js';
import {submissionChanged} from './submissions/submission.events.js';
import {Submission} from './submissions/submission.js';

const BATCH = 500;

/** The current state of everything this service announces, for whoever has to build a read model again. */
export function replay(database: Database, campaigns: CampaignRefs): Replay {
  return {
    SubmissionChanged: () => submissions(database),
    ShortlistClosed: () => shortlists(database),
    DefinitionAcknowledged: () => campaigns.acknowledgements(),
  };
}

async function* submissions(database: Database) {
  for (let after = ''; ;) {
    const rows = await database.read.find(Submission, {where: {id: MoreThan(after)}, order: {id: 'ASC'}, take: BATCH});
    for (const row of rows) yield submissionChanged(row, row.createdAt);
    if (rows.length < BATCH) return;
    after = rows[rows.length - 1].id;
  }
}

async function* shortlists(database: Database) {
  for (const row of await database.read.findBy(Shortlist, {closedAt: Not(IsNull())})) {
    const {campaignId, trackKey, closedAt, closedCount, digest} = row;
    if (closedAt && digest)
      yield shortlistClosedEvent({campaignId, trackKey, closedAt, closedCount: closedCount ?? 0, digest});
  }
}
