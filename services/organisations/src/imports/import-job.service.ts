import type {Clock} from '@concours/kernel/clock';
import {record} from '@concours/kernel/audit/record';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {decodeCursor, encodeCursor, type PageArgs, type PageOf} from '@concours/kernel/page';
import {notFound, notPermitted} from '@concours/kernel/refusal';
import {may, scopesOf, subtree, type Need} from '@concours/kernel/scope';
import {permissions, type Permission} from '@concours/schema/access';
import {Brackets, type EntityManager, type SelectQueryBuilder} from 'typeorm';
import type {OrganisationPlantingService} from '../organisations/organisation-planting.service.js';
import {Organisation} from '../organisations/organisation.js';
import {ImportChunk, OrganisationImportJob} from './import-job.js';
import {reachOf} from './import-upload.service.js';
import {ImportRow} from './import-row.js';
import type {ImportOutcome, ImportState} from './import.kinds.js';
import {importNotReady} from './import.refusals.js';

/** Imports as people see and steer them: whoever brought the file, and who administers or audits at its place or above. */
export class ImportJobService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly planting: OrganisationPlantingService,
    /** Told when there is something to work on. */
    private readonly wake: () => void,
  ) {}

  async find(caller: Caller, id: string): Promise<OrganisationImportJob | null> {
    return this.visible(caller, 'import.read').andWhere('j.id = :id', {id}).getOne();
  }

  /** As `find`, for routes. */
  async one(caller: Caller, id: string): Promise<OrganisationImportJob> {
    const job = await this.find(caller, id);
    if (!job) throw notFound();
    return job;
  }

  /** The latest first. */
  async page(
    caller: Caller,
    {first, after}: Pick<PageArgs, 'first' | 'after'>,
  ): Promise<PageOf<OrganisationImportJob>> {
    const rows = this.visible(caller, 'import.read');
    const totalCount = await rows.getCount();
    if (after !== undefined) rows.andWhere('j.id < :after', {after: String(decodeCursor(after, 1)[0])});
    const found = await rows
      .orderBy('j.id', 'DESC')
      .limit(first + 1)
      .getMany();
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    const pageInfo = {endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: found.length > first};
    return {nodes, totalCount, pageInfo};
  }

  /** In the order of the file. The job's visibility is its rows'. */
  async rows(
    {id}: Pick<OrganisationImportJob, 'id'>,
    {first, after, outcomes}: {first: number; after?: string; outcomes?: ImportOutcome[] | null},
  ): Promise<PageOf<ImportRow>> {
    const rows = this.database.read.createQueryBuilder(ImportRow, 'r').where('r.importId = :id', {id});
    if (outcomes?.length) rows.andWhere('r.outcome IN (:...outcomes)', {outcomes});
    const totalCount = await rows.getCount();
    if (after !== undefined) rows.andWhere('r.number > :after', {after: Number(decodeCursor(after, 1)[0])});
    const found = await rows
      .orderBy('r.number')
      .limit(first + 1)
      .getMany();
    const nodes = found.slice(0, first);
    const last = nodes.at(-1);
    const pageInfo = {endCursor: last ? encodeCursor([last.number]) : null, hasNextPage: found.length > first};
    return {nodes, totalCount, pageInfo};
  }

  apply(caller: Caller, id: string): Promise<OrganisationImportJob> {
    return this.change(caller, id, 'applyOrganisationImport', ['CHECKED'], async (manager, job) => {
      const last = await manager.maximum(ImportRow, 'number', {importId: id});
      const firstPosition = await this.planting.takeTurn(manager, (last ?? 0) + 1);
      // from here on it goes by what the one who applies it may do, whoever brought the file
      const accountId = caller.kind === 'system' ? null : caller.id;
      return {
        state: 'APPLYING',
        appliedAt: this.clock.now(),
        ...{firstPosition, accountId, reach: reachOf(caller), cursorWave: 0, cursorNumber: 0, appliedCount: 0},
        ...{leaseBy: null, leaseUntil: null, toApplyCount: job.newCount + job.changedCount},
      };
    });
  }

  cancel(caller: Caller, id: string): Promise<OrganisationImportJob> {
    const states: ImportState[] = ['UPLOADED', 'READING', 'CHECKED', 'APPLYING'];
    return this.change(caller, id, 'cancelOrganisationImport', states, async (manager) => {
      await manager.delete(ImportChunk, {importId: id});
      return {state: 'CANCELLED', finishedAt: this.clock.now(), leaseBy: null, leaseUntil: null};
    });
  }

  private async change(
    caller: Caller,
    id: string,
    action: string,
    states: ImportState[],
    decide: (manager: EntityManager, job: OrganisationImportJob) => Promise<Partial<OrganisationImportJob>>,
  ): Promise<OrganisationImportJob> {
    const need = await this.demandSteering(caller, id);
    return this.database.write(async (manager, after) => {
      const job = await manager.findOneByOrFail(OrganisationImportJob, {id});
      const changes = states.includes(job.state) ? await decide(manager, job) : {};
      const {affected} = await manager
        .createQueryBuilder()
        .update(OrganisationImportJob)
        // the drivers' types of json columns know no arrays
        .set({...(changes as object), state: changes.state ?? job.state})
        .where('id = :id AND state IN (:...states)', {id, states})
        .execute();
      if (affected !== 1) throw importNotReady({state: job.state});
      const {newCount, changedCount, unchangedCount, refusedCount, appliedCount, organisationId} = job;
      const counts = {newCount, changedCount, unchangedCount, refusedCount, appliedCount};
      await record(manager, caller, {
        ...{action, subject: {type: 'OrganisationImportJob', id}, organisationId, need},
        ...{before: {state: job.state}, after: {state: changes.state, ...counts}},
      });
      after(this.wake);
      return manager.findOneByOrFail(OrganisationImportJob, {id});
    });
  }

  /** One that may not be seen, one that may be seen but not steered, and one that does not exist answer alike. */
  private async demandSteering(caller: Caller, id: string): Promise<Need | undefined> {
    const job = await this.visible(caller, 'organisation.administer').andWhere('j.id = :id', {id}).getOne();
    if (!job) throw notPermitted();
    const place =
      job.organisationId === null ? null : await this.database.read.findOneBy(Organisation, {id: job.organisationId});
    const need = {roles: permissions['organisation.administer'], path: place?.path ?? ''};
    if (caller.kind !== 'system' && !may(caller, need)) throw notPermitted();
    return place ? need : undefined;
  }

  private visible(caller: Caller, permission: Permission): SelectQueryBuilder<OrganisationImportJob> {
    const jobs = this.database.read.createQueryBuilder(OrganisationImportJob, 'j');
    if (caller.kind === 'system') return jobs.where('1 = 1');
    const places = scopesOf(caller, permissions[permission]).filter(({within}) => within === undefined);
    if (places.length === 0) return jobs.where('1 = 0');
    return jobs.leftJoin(Organisation, 'o', 'o.id = j.organisationId').where(
      new Brackets((any) => {
        for (const [index, {path}] of places.entries()) {
          const {from, to} = subtree(path);
          any.orWhere(`(o.path >= :from${index} AND o.path < :to${index})`, {
            [`from${index}`]: from,
            [`to${index}`]: to,
          });
        }
      }),
    );
  }
}
