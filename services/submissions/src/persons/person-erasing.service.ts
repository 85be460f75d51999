import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import {announce, type Announcement} from '@concours/kernel/events/outbox';
import {systemCaller} from '@concours/kernel/identity';
import type {PersonErased, PersonErasureRequested} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {Asset} from '../assets/asset.js';
import {Consent} from '../consents/consent.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import type {PersonalErasing} from '../personal/personal-erasing.service.js';
import {PersonalLookUp} from '../personal/personal-field.js';
import {AuthorPlace} from '../submissions/author-place.js';
import {change} from '../submissions/submission-changes.service.js';
import {SubmissionStep} from '../submissions/submission-step.js';
import {Submission} from '../submissions/submission.js';
import {PersonErasureDone} from './person-erasure.js';

const GONE = '（已清除）';

/** Takes a person's contact data out of the works that give it, in the unit of work that notes the event: once, whole, and told. */
export class WorksErasing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly erasing: PersonalErasing,
  ) {}

  async apply(event: DomainEvent<PersonErasureRequested>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const works = await this.worksOf(manager, payload);
      const erasedAt = this.clock.now();
      const ids = works.map(({id}) => id);
      await this.erasing.ofWorks(manager, ids, erasedAt);
      const hidden = payload.authors ? works.filter(({published}) => !published) : [];
      for (const work of hidden) await this.forgetAuthor(manager, work, erasedAt);
      const others = works.filter((work) => !hidden.includes(work));
      if (others.length > 0) {
        await record(
          manager,
          systemCaller(),
          others.map((work) => ({
            action: 'erasePerson.work',
            subject: {type: 'Submission', id: work.id},
            organisationId: work.organisationId,
            campaignId: work.campaignId,
            after: {erasure: payload.id, work: work.number},
          })),
        );
      }
      const done = {id: payload.id, rows: works.length, erasedAt};
      await manager.upsert(PersonErasureDone, done, ['id']);
      await announce(manager, {...erased(done), at: erasedAt});
    });
  }

  /** What was done, for who asks again. */
  async *done(): AsyncIterable<Omit<Announcement<PersonErased>, 'at'>> {
    for (const row of await this.database.read.find(PersonErasureDone)) yield erased(row);
  }

  /** What was begun after the person asked is no part of it: an event may be told again years later. */
  private async worksOf(manager: EntityManager, asked: PersonErasureRequested): Promise<Submission[]> {
    if (asked.contacts.length === 0) return [];
    const found = await manager.find(PersonalLookUp, {where: {hash: In(asked.contacts)}, select: {submissionId: true}});
    const works = await manager.findBy(Submission, {id: In([...new Set(found.map(({submissionId}) => submissionId))])});
    const units = await manager.find(OrganisationRef, {
      where: {id: In(works.map(({organisationId}) => organisationId))},
      select: {id: true, path: true},
    });
    const pathOf = new Map(units.map(({id, path}) => [id, path]));
    return works.filter(
      ({organisationId, createdAt}) =>
        createdAt.getTime() <= Date.parse(asked.requestedAt) &&
        asked.roots.some((root) => pathOf.get(organisationId)?.startsWith(root)),
    );
  }

  /** The name stands in more places than one: the consent, the notes of the history, and file names are made of it. */
  private async forgetAuthor(manager: EntityManager, work: Submission, at: Date): Promise<void> {
    const of = {submissionId: work.id};
    await manager.update(Consent, of, {givenBy: GONE});
    await manager.update(AuthorPlace, of, {author: `erased:${work.id}`});
    for (const asset of await manager.findBy(Asset, of))
      await manager.update(Asset, {id: asset.id}, {fileName: `${asset.rule}-${asset.slot}.${asset.format}`});
    const telling = ['CONSENT_GIVEN', 'ASSET_ATTACHED', 'ASSET_REMOVED'] as const;
    await manager.update(SubmissionStep, {...of, kind: In([...telling])}, {note: null});
    await change(manager, work, {author: GONE}, {kind: 'PERSONAL_ERASED', at, caller: systemCaller()});
  }
}

function erased({id, rows, erasedAt}: PersonErasureDone): Omit<Announcement<PersonErased>, 'at'> {
  const payload: PersonErased = {erasureId: id, service: 'submissions', rows, erasedAt: erasedAt.toISOString()};
  return {type: 'PersonErased', subject: `${id}:submissions`, version: 1, payload};
}
