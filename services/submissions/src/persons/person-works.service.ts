import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {rootsOf} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {personKeys} from '@concours/schema/personal';
import {In} from 'typeorm';
import {Consent} from '../consents/consent.js';
import {PersonalLookUp} from '../personal/personal-field.js';
import type {PersonalFields} from '../personal/personal-fields.service.js';
import type {SubmissionAccess} from '../submissions/submission-access.service.js';
import type {Submission} from '../submissions/submission.js';

const WORKS_MOST = 1_000;

/** The works in which a person's number or address stands. */
export class PersonWorks {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly fields: PersonalFields,
  ) {}

  /** Those of the units below the roots that the caller administers; nobody's own file finds works, for no number is proved. */
  async find(caller: Caller, personId: string): Promise<Submission[]> {
    const roots = rootsOf(caller, permissions['person.administer']);
    const hashes = personKeys(personId)?.contacts ?? [];
    if (roots.length === 0 || hashes.length === 0) return [];
    const rows = await this.database.read.find(PersonalLookUp, {where: {hash: In(hashes)}, take: WORKS_MOST});
    const works = await this.access.many(
      caller,
      rows.map(({submissionId}) => submissionId),
    );
    return [...works.values()].filter(({sight}) => roots.some((root) => sight.organisation.path.startsWith(root)));
  }

  /** In clear. That it was handed out is written down before it is. */
  async data(caller: Caller, personId: string): Promise<object[]> {
    const works = await this.find(caller, personId);
    if (works.length === 0) return [];
    await this.database.write((manager) =>
      record(
        manager,
        caller,
        works.map((work) => ({
          action: 'exportPerson.works',
          subject: {type: 'Submission', id: work.id},
          organisationId: work.organisationId,
          campaignId: work.campaignId,
          need: {roles: permissions['person.administer'], path: work.sight.organisation.path},
          after: {work: work.number},
        })),
      ),
    );
    const ids = works.map(({id}) => id);
    const opened = await this.fields.ofWorks(ids);
    const consents = await this.database.read.findBy(Consent, {submissionId: In(ids)});
    return works.map((work) => {
      const consent = consents.find(({submissionId}) => submissionId === work.id);
      return {
        ...{id: work.id, campaignId: work.campaignId, number: work.number, title: work.title, author: work.author},
        ...{state: work.state, organisationId: work.organisationId, handedInAt: work.handedInAt},
        fields: [...work.entered, ...[...(opened.get(work.id) ?? [])].map(([key, value]) => ({key, value}))],
        consent: consent ? {version: consent.version, givenBy: consent.givenBy, at: consent.at} : null,
      };
    });
  }
}
