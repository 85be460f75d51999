import type {Database} from '@concours/kernel/database';
import type {DomainEvent} from '@concours/kernel/events/event';
import {project} from '@concours/kernel/events/inbox';
import type {ShortlistClosed, SubmissionChanged} from '@concours/schema/events';
import {type EntityManager, In} from 'typeorm';
import {ShortlistRecord, SubmissionRef} from './submission-ref.js';

/** What may make a shortlist complete, or a work leave its rounds. */
type Changed = (
  manager: EntityManager,
  change: {campaignId: string; trackKey: string; submissionId?: string},
) => Promise<void>;

/** The read model of works and shortlists. */
export class Submissions {
  private readonly listeners: Changed[] = [];

  constructor(private readonly database: Database) {}

  /** Runs in the transaction that takes the event in. */
  whenChanged(listener: Changed): void {
    this.listeners.push(listener);
  }

  async applyChange(event: DomainEvent<SubmissionChanged>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const before = await manager.findOneBy(SubmissionRef, {id: payload.id});
      const {handedInAt, ...rest} = payload;
      await manager.save(
        manager.create(SubmissionRef, {
          ...rest,
          handedInAt: handedInAt === null ? null : new Date(handedInAt),
          wasShortlisted: before?.wasShortlisted === true || payload.state === 'SHORTLISTED',
        }),
      );
      const {campaignId, trackKey, id} = payload;
      for (const listener of this.listeners) await listener(manager, {campaignId, trackKey, submissionId: id});
    });
  }

  async closeShortlist(event: DomainEvent<ShortlistClosed>): Promise<void> {
    await project(this.database, event, async (manager, {payload}) => {
      const {campaignId, trackKey, count, digest, closedAt} = payload;
      await manager.save(
        manager.create(ShortlistRecord, {id: `${campaignId}:${trackKey}`, count, digest, closedAt: new Date(closedAt)}),
      );
      for (const listener of this.listeners) await listener(manager, {campaignId, trackKey});
    });
  }

  shortlist(manager: EntityManager, campaignId: string, trackKey: string): Promise<ShortlistRecord | null> {
    return manager.findOneBy(ShortlistRecord, {id: `${campaignId}:${trackKey}`});
  }

  /** Works that may be on a track's shortlist: those that are, and those withdrawn since. */
  candidates(manager: EntityManager, campaignId: string, trackKey: string): Promise<SubmissionRef[]> {
    return manager.find(SubmissionRef, {
      where: {campaignId, trackKey, state: In(['SHORTLISTED', 'WITHDRAWN'])},
      order: {number: 'ASC', id: 'ASC'},
    });
  }

  find(manager: EntityManager, ids: readonly string[]): Promise<SubmissionRef[]> {
    return ids.length === 0 ? Promise.resolve([]) : manager.findBy(SubmissionRef, {id: In([...ids])});
  }
}
