import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import {newId} from '@concours/kernel/ids';
import type {EntityManager} from 'typeorm';
import {OrganisationImportJob} from './import-job.js';
import type {ImportState} from './import.kinds.js';

/** Longer than any one batch takes; what a killed instance held is taken over after it. */
export const LEASE_MS = 20_000;

/** Somebody cancelled the job, or another instance took it over: whoever worked on it stops where it is. */
export class LeaseLost extends Error {}

/** An instance's right to work on a job: kept with the job, renewed with each batch, in the batch's own unit of work. */
export class ImportLease {
  private readonly me = newId();
  private stopped = false;

  constructor(
    private readonly database: Database,
    /** Real time: a demo's calendar must not end leases. */
    private readonly realTime: Clock,
  ) {}

  /** From now on nothing is claimed, and what is being worked on ends at its next batch. */
  stop(): void {
    this.stopped = true;
  }

  /** A job that waits for somebody to work on it, the oldest first. */
  async claim(): Promise<OrganisationImportJob | null> {
    if (this.stopped) return null;
    const now = this.realTime.now();
    const free = await this.database.read
      .createQueryBuilder(OrganisationImportJob, 'j')
      .where("j.state IN ('UPLOADED', 'READING', 'APPLYING') AND (j.leaseUntil IS NULL OR j.leaseUntil < :now)", {now})
      .orderBy('j.id')
      .limit(5)
      .getMany();
    for (const {id, state} of free) {
      const next = state === 'UPLOADED' ? 'READING' : state;
      const taken = await this.database.write(async (manager) => {
        const {affected} = await manager
          .createQueryBuilder()
          .update(OrganisationImportJob)
          .set({state: next, leaseBy: this.me, leaseUntil: this.end()})
          .where('id = :id AND state = :state AND (leaseUntil IS NULL OR leaseUntil < :now)', {id, state, now})
          .execute();
        return affected === 1 ? manager.findOneBy(OrganisationImportJob, {id}) : null;
      });
      if (taken) return taken;
    }
    return null;
  }

  /** Comes first in every batch: it takes the job's row, so that nobody cancels or takes over in the middle of it. */
  async hold(
    manager: EntityManager,
    id: string,
    state: ImportState,
    changes: Partial<OrganisationImportJob> = {},
  ): Promise<void> {
    if (this.stopped) throw new LeaseLost();
    const ended = changes.state !== undefined && changes.state !== state;
    const {affected} = await manager
      .createQueryBuilder()
      .update(OrganisationImportJob)
      // the drivers' types of json columns know no arrays
      .set({...(changes as object), leaseBy: ended ? null : this.me, leaseUntil: ended ? null : this.end()})
      .where('id = :id AND state = :state AND leaseBy = :me', {id, state, me: this.me})
      .execute();
    if (affected !== 1) throw new LeaseLost();
  }

  /** Lets go of a job without having finished it, for whoever comes next. */
  async release(id: string): Promise<void> {
    await this.database.write((manager) =>
      manager.update(OrganisationImportJob, {id, leaseBy: this.me}, {leaseBy: null, leaseUntil: null}),
    );
  }

  private end(): Date {
    return new Date(this.realTime.now().getTime() + LEASE_MS);
  }
}
