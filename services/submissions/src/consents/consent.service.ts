import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid} from '@concours/kernel/refusal';
import {In} from 'typeorm';
import {
  demandHeld,
  demandState,
  placeOf,
  type SubmissionAccess,
  trackOf,
} from '../submissions/submission-access.service.js';
import {change} from '../submissions/submission-changes.service.js';
import type {Submission} from '../submissions/submission.js';
import {Consent} from './consent.js';
import {consentVersionWrong, noConsentAsked} from './consent.refusals.js';

const NAME_MOST = 60;

export class ConsentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: SubmissionAccess,
  ) {}

  /** Recorded for the version of the terms that is in force; an older one is refused, so that nobody consents to what has changed. */
  async give(caller: Caller, submissionId: string, version: string, givenBy: string): Promise<Submission> {
    const name = givenBy.trim();
    if (name === '' || Array.from(name).length > NAME_MOST) throw inputInvalid({field: 'givenBy'});
    await this.database.write(async (manager) => {
      const submission = await this.access.one(caller, submissionId, manager);
      const need = demandHeld(caller, 'work.handIn', placeOf(submission));
      const track = trackOf(submission);
      if (!track.consent) throw noConsentAsked();
      if (track.consent.version !== version) throw consentVersionWrong({version: track.consent.version});
      demandState('edit', submission, track);
      const at = this.clock.now();
      await manager.upsert(Consent, {submissionId, version, givenBy: name, at}, ['submissionId']);
      await change(manager, submission, {}, {kind: 'CONSENT_GIVEN', at, caller, note: `${version}: ${name}`, need});
    });
    return this.access.one(caller, submissionId);
  }

  async ofSubmissions(ids: readonly string[]): Promise<(Consent | null)[]> {
    const rows = await this.database.read.findBy(Consent, {submissionId: In([...ids])});
    const byId = new Map(rows.map((row) => [row.submissionId, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
