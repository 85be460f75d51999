import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {type Database, isDuplicate} from '@concours/kernel/database';
import {systemCaller} from '@concours/kernel/identity';
import type {Logger} from '@concours/kernel/log';
import {type EntityManager, In, IsNull, Not} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {ResolvedStage} from './calendar.js';
import {nextTransition, type Transition} from './transition.rules.js';
import {StageTransition, TransitionKind} from './stage-transition.js';

const EVERY_MS = 1_000;

/** Told in the unit of work in which a stage opens or closes, once for each time. */
export interface TransitionWatcher {
  passed(manager: EntityManager, campaign: Campaign, transition: StageTransition): Promise<void>;
}

/**
 * Whether a stage is open needs nobody to do anything; what follows from its opening and closing does. Every instance looks each second
 * for stages that are no longer what the last row says, and claims the next row: of several, and after any restart, one makes it.
 */
export class Transitions {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private failing = false;
  /** Campaigns and their stages' last rows as read before: hints that save reading, never the truth. */
  private readonly seen = new Map<string, Campaign>();
  private readonly last = new Map<string, StageTransition>();

  constructor(
    private readonly i: {
      database: Database;
      clock: Clock;
      log: Logger;
      watchers: readonly TransitionWatcher[];
      everyMs?: number;
    },
  ) {}

  start(): void {
    if (this.i.everyMs === 0) return;
    this.timer = setInterval(() => this.wake(), this.i.everyMs ?? EVERY_MS).unref();
    this.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Makes every transition that is due, and answers how many this instance made. */
  async look(): Promise<number> {
    let made = 0;
    for (const campaign of await this.published()) {
      const stages = campaign.calendar();
      if (!stages.some((stage) => this.due(campaign, stage))) continue;
      await this.readRows(campaign.id);
      for (const stage of stages) made += await this.see(campaign, stage);
    }
    return made;
  }

  async ofStage(campaignId: string, stageKey: string): Promise<StageTransition[]> {
    const newest = {where: {campaignId, stageKey}, order: {ordinal: 'DESC'}, take: 100} as const;
    return (await this.i.database.read.find(StageTransition, newest)).reverse();
  }

  private wake(): void {
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  private async run(): Promise<void> {
    try {
      await this.look();
      this.failing = false;
    } catch (error) {
      // once per outage, not every second
      if (!this.failing) this.i.log.error({err: error}, 'transitions of stages can not be seen to; trying again');
      this.failing = true;
    }
  }

  private async published(): Promise<Campaign[]> {
    const {read} = this.i.database;
    const where = {publishedAt: Not(IsNull())};
    const versions = await read.find(Campaign, {where, select: {id: true, version: true}});
    const stale = versions.filter(({id, version}) => this.seen.get(id)?.version !== version).map(({id}) => id);
    if (stale.length > 0)
      for (const campaign of await read.findBy(Campaign, {id: In(stale)})) this.seen.set(campaign.id, campaign);
    return versions.flatMap(({id}) => this.seen.get(id) ?? []);
  }

  private due(campaign: Campaign, stage: ResolvedStage): Transition | null {
    const last = this.last.get(`${campaign.id}:${stage.definition.key}`) ?? null;
    return nextTransition(stage, last, this.i.clock.now());
  }

  private async see(campaign: Campaign, stage: ResolvedStage): Promise<number> {
    let made = 0;
    for (let next = this.due(campaign, stage); next; next = this.due(campaign, stage)) {
      const row = await this.claim(campaign, stage.definition.key, next);
      if (!row) break;
      this.last.set(`${campaign.id}:${stage.definition.key}`, row);
      made++;
    }
    return made;
  }

  private async readRows(campaignId: string): Promise<void> {
    const rows = await this.i.database.read.find(StageTransition, {where: {campaignId}, order: {ordinal: 'ASC'}});
    for (const row of rows) this.last.set(`${campaignId}:${row.stageKey}`, row);
  }

  /** Null if another instance was faster, or the campaign is no longer what was read: then the next look sees what there is. */
  private async claim(seen: Campaign, stageKey: string, next: Transition): Promise<StageTransition | null> {
    try {
      return await this.i.database.write(async (manager) => {
        const campaign = await manager.findOneBy(Campaign, {id: seen.id, version: seen.version});
        if (!campaign) return null;
        const row = Object.assign(new StageTransition(), {
          ...{campaignId: campaign.id, stageKey, ordinal: next.ordinal},
          ...{kind: TransitionKind[next.kind], at: next.at, seenAt: this.i.clock.now()},
        });
        await manager.insert(StageTransition, row);
        for (const watcher of this.i.watchers) await watcher.passed(manager, campaign, row);
        await record(manager, systemCaller(), {
          action: next.kind === 'OPENED' ? 'stage.opened' : 'stage.closed',
          subject: {type: 'Stage', id: `${campaign.id}:${stageKey}`},
          organisationId: campaign.ownerId,
          campaignId: campaign.id,
          after: {at: next.at, ordinal: next.ordinal},
        });
        return row;
      });
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }
}
