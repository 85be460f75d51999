import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {LessThanOrEqual} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {announceProgress} from './plan.events.js';
import {PlanCheck} from './plan-check.js';
import {PlanRevision} from './plan-revision.js';
import {lockAll} from './progress.service.js';
import {differing, recount} from './recount.js';
import type {RegisterSource} from './register-source.js';

const ATTEMPTS = 3;

interface Parts {
  database: Database;
  clock: Clock;
  log: Logger;
  registers: RegisterSource;
  /** How often every plan is counted again. */
  everyMs: number;
}

/**
 * Counts every plan again, for ever: what is stored must be what the approved reports add up to. If it is not, it is put right, and
 * that it was wrong is kept, logged, audited and shown to those who run the plan. Of several instances one counts.
 */
export class Reconciliation {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly i: Parts) {}

  start(): void {
    const turn = () => {
      this.running = this.running
        .then(() => this.checkAll())
        .catch((error: unknown) => this.i.log.error({err: error}, 'a plan could not be counted again'));
    };
    this.timer = setInterval(turn, Math.min(this.i.everyMs, 60_000)).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Plans whose turn it is. */
  async checkAll(): Promise<void> {
    const campaigns = await this.i.database.read.find(Campaign, {order: {id: 'ASC'}});
    for (const campaign of campaigns)
      if (campaign.document.plan && (await this.claim(campaign.id))) await this.check(campaign);
  }

  /** Answers how many figures were wrong. */
  async check({id}: Campaign): Promise<number> {
    const {database, clock, registers, log} = this.i;
    if ((await this.wrong(id)) === 0) return 0;
    return database.write(async (manager) => {
      const revision = (await lockAll(manager, [id])).get(id)!;
      const campaign = await manager.findOneByOrFail(Campaign, {id});
      // under the lock: what looked wrong may have been on its way
      const wrong = await recount(manager, campaign, registers, revision);
      if (wrong === 0) return 0;
      const at = clock.now();
      await manager.upsert(
        PlanCheck,
        {campaignId: id, checkedAt: at, differing: wrong, alarmAt: at, alarmFigures: wrong},
        ['campaignId'],
      );
      await announceProgress(manager, {campaignId: id, revision}, at);
      await record(manager, systemCaller(), {
        ...{action: 'repairProgress', subject: {type: 'Plan', id}, organisationId: campaign.ownerId, campaignId: id},
        after: {figures: wrong},
      });
      log.error(
        {campaignId: id, figures: wrong},
        'the progress of a plan was not what its reports add up to: put right',
      );
      return wrong;
    });
  }

  /** Counted between two looks at the revision: a plan that moves meanwhile is counted again, and at last under its lock. */
  private async wrong(campaignId: string): Promise<number> {
    const {database, registers} = this.i;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = await this.revision(campaignId);
      const wrong = await differing(
        database.read,
        await database.read.findOneByOrFail(Campaign, {id: campaignId}),
        registers,
      );
      if (wrong === 0 || before === (await this.revision(campaignId))) return wrong;
    }
    return 1;
  }

  private async revision(campaignId: string): Promise<number> {
    return (await this.i.database.read.findOneBy(PlanRevision, {campaignId}))?.revision ?? 0;
  }

  private claim(campaignId: string): Promise<boolean> {
    const {database, clock, everyMs} = this.i;
    const checkedAt = clock.now();
    const due = new Date(checkedAt.getTime() - everyMs);
    return database.write(async (manager) => {
      const {affected} = await manager.update(PlanCheck, {campaignId, checkedAt: LessThanOrEqual(due)}, {checkedAt});
      if (affected === 1) return true;
      if (await manager.existsBy(PlanCheck, {campaignId})) return false;
      try {
        await manager.insert(PlanCheck, {campaignId, checkedAt, differing: 0, alarmAt: null, alarmFigures: 0});
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }
}
