import type {Announcement} from '@concours/kernel/events/outbox';
import type {SubmissionChanged} from '@concours/schema/events';
import type {Submission} from './submission.js';

/** The full state, so that a receiver needs only the latest. */
export function submissionChanged(submission: Submission, at: Date): Announcement<SubmissionChanged> {
  const {id, campaignId, trackKey, organisationId, recommendedById, number, title, author, state, version} = submission;
  const handedInAt = submission.handedInAt?.toISOString() ?? null;
  const payload = {id, campaignId, trackKey, organisationId, recommendedById, number, title, author, state, handedInAt};
  return {type: 'SubmissionChanged', subject: id, version, payload, at};
}
