import type {Clock} from '@concours/kernel/clock';
import {versionConflict} from '@concours/kernel/refusal';
import type {EntityManager} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import {announceApplied} from '../definitions/definition.events.js';
import {heldBy, type OpenPoint, type PointSource} from './open-point.js';
import {planHeld} from './point.refusals.js';

/** Gathers what is not settled about a campaign, and keeps what it holds with the campaign, so that a stage stays a function of that row and the clock. */
export class OpenPoints {
  constructor(
    private readonly clock: Clock,
    private readonly sources: readonly PointSource[],
  ) {}

  async all(manager: EntityManager, campaign: Campaign): Promise<OpenPoint[]> {
    const found: OpenPoint[] = [];
    for (const source of this.sources) found.push(...(await source.points(manager, campaign)));
    return found;
  }

  /** What is counted for a plan waits for what the plan itself waits for (R11, R126). */
  async demandPlan(manager: EntityManager, campaign: Campaign): Promise<void> {
    const {plan: ids} = campaign.held;
    if (ids.length === 0) return;
    const points = (await this.all(manager, campaign)).filter(({id}) => ids.includes(id));
    throw planHeld({points: points.map(({id, text}) => ({id, text}))});
  }

  /** Sets `campaign.held` and writes it, without a word to others: for who announces the campaign afterwards. Answers whether it changed. */
  async settle(manager: EntityManager, campaign: Campaign): Promise<boolean> {
    const stages = campaign.document.stages.map(({key}) => key);
    const held = heldBy(await this.all(manager, campaign), stages);
    if (JSON.stringify(held) === JSON.stringify(campaign.held)) return false;
    campaign.held = held;
    await manager.update(Campaign, {id: campaign.id}, {held});
    return true;
  }

  /**
   * To be called in the unit of work that changed a point, with the campaign as that unit has read it: writes what is held now and tells
   * everybody, if it is not what was held before. VERSION_CONFLICT if the campaign changed meanwhile.
   */
  async refresh(manager: EntityManager, campaign: Campaign): Promise<void> {
    const {version} = campaign;
    if (!(await this.settle(manager, campaign))) return;
    const {affected} = await manager.update(Campaign, {id: campaign.id, version}, {version: version + 1});
    if (affected !== 1) throw versionConflict();
    campaign.version = version + 1;
    await announceApplied(manager, campaign, this.clock.now());
  }
}
