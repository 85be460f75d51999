import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {inputInvalid, notPermitted} from '@concours/kernel/refusal';
import {bilingual} from '@concours/schema/definition/values';
import {holds, needOf, placeOf, type SubmissionAccess, trackOf} from '../submissions/submission-access.service.js';
import {NOTE_MOST} from '../submissions/note.js';
import type {Submission} from '../submissions/submission.js';
import type {PersonalFields} from './personal-fields.service.js';
import {notPersonal, reasonNeeded} from './personal.refusals.js';
import {RevealedField} from './personal.types.js';

const FIELDS_MOST = 100;
const byRole = ['work.reveal', 'screening.reveal'] as const;
const forReason = ['work.revealForReason', 'screening.revealForReason'] as const;

/** Whether somebody may see the personal fields of a work in clear: by role, for a written reason, or not at all. */
export function sightOfPersonal(caller: Caller, submission: Submission): 'BY_ROLE' | 'FOR_REASON' | 'NEVER' {
  const place = placeOf(submission);
  if (byRole.some((permission) => holds(caller, permission, place))) return 'BY_ROLE';
  return forReason.some((permission) => holds(caller, permission, place)) ? 'FOR_REASON' : 'NEVER';
}

export class RevealService {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly fields: PersonalFields,
  ) {}

  /** Nothing is shown that was not written down before: the values leave after the entry is committed. */
  async reveal(
    caller: Caller,
    submissionId: string,
    keys: readonly string[],
    reason: string | null,
  ): Promise<RevealedField[]> {
    if (keys.length === 0 || keys.length > FIELDS_MOST) throw inputInvalid({field: 'fields'});
    const submission = await this.access.one(caller, submissionId);
    const sight = sightOfPersonal(caller, submission);
    if (sight === 'NEVER') throw notPermitted();
    const said = reason?.trim() ?? '';
    if (Array.from(said).length > NOTE_MOST || (said === '' && sight === 'FOR_REASON')) throw reasonNeeded();
    const rules = [...new Set(keys)].map((key) => {
      const rule = trackOf(submission).fields?.find((candidate) => candidate.key === key);
      if (!rule?.personal) throw notPersonal({field: key.slice(0, 40)});
      return rule;
    });
    await this.database.write((manager) =>
      record(manager, caller, {
        action: 'revealPersonal',
        subject: {type: 'Submission', id: submission.id},
        organisationId: submission.organisationId,
        campaignId: submission.campaignId,
        need: [...byRole, ...forReason]
          .filter((permission) => holds(caller, permission, placeOf(submission)))
          .map((permission) => needOf(permission, placeOf(submission)))[0],
        after: {work: submission.number, fields: rules.map(({key}) => key)},
        reason: said === '' ? null : said,
      }),
    );
    const opened = await this.fields.ofWork(submission.id);
    return rules.map(({key, name}) =>
      Object.assign(new RevealedField(), {key, label: bilingual(name), value: opened.get(key) ?? null}),
    );
  }
}
