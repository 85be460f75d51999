import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import {systemCaller} from '@concours/kernel/identity';
import {versionConflict} from '@concours/kernel/refusal';
import {type EntityManager, Like} from 'typeorm';
import {Campaign} from '../campaigns/campaign.js';
import type {AppliedWatcher} from '../definitions/applied-watcher.js';
import {type CampaignMoments, hangsOn} from '../definitions/campaign-moments.service.js';
import {announceApplied} from '../definitions/definition.events.js';
import type {OpenPoints} from '../points/open-points.service.js';
import {overridesThatHold} from '../stages/stage.service.js';
import {DateChangeKind} from './date-change.js';
import {movedDates, writeHistory} from './date-history.js';

/** Dates that hang on those of a campaign above move with them, in the unit of work that moves those (R25). */
export class FollowingDates implements AppliedWatcher {
  constructor(
    private readonly clock: Clock,
    private readonly moments: CampaignMoments,
    private readonly points: OpenPoints,
  ) {}

  async applied(manager: EntityManager, next: Campaign, before: Campaign | null): Promise<void> {
    await this.tellLapsed(manager, next, before);
    await this.follow(manager, next);
  }

  /** What hangs on this campaign, then what hangs on that, and so on; a campaign comes once, whatever its parents say of each other. */
  async follow(manager: EntityManager, moved: Campaign, seen: ReadonlySet<string> = new Set()): Promise<void> {
    const path = new Set([...seen, moved.id]);
    for (const child of await this.below(manager, moved.key)) {
      if (path.has(child.id)) continue;
      if (await this.settleAgain(manager, child, moved)) await this.follow(manager, child, path);
    }
  }

  /** What somebody had confirmed where a new definition says something else. */
  private async tellLapsed(manager: EntityManager, next: Campaign, before: Campaign | null): Promise<void> {
    const lapsed = Object.entries(before?.moments ?? {}).filter(([place]) => next.moments[place] === undefined);
    await writeHistory(
      manager,
      lapsed.map(([place, moment]) => ({place, kind: DateChangeKind.LAPSED, before: moment, after: null})),
      {campaignId: next.id, at: this.clock.now()},
    );
  }

  private async below(manager: EntityManager, key: string): Promise<Campaign[]> {
    // a key has no character that LIKE reads as something else
    const named = await manager.findBy(Campaign, {file: Like(`%"${key}"%`) as never});
    return named.filter(({file}) => hangsOn(file).includes(key));
  }

  private async settleAgain(manager: EntityManager, child: Campaign, moved: Campaign): Promise<boolean> {
    const document = await this.moments.settled(manager, child.file, child.moments);
    const changes = movedDates(child.document, document);
    if (changes.length === 0) return false;
    const now = this.clock.now();
    const {id, version} = child;
    const overrides = overridesThatHold(child.overrides, child.document.stages, document.stages);
    Object.assign(child, {document, overrides, version: version + 1});
    const changed = {document, overrides, version: version + 1};
    const {affected} = await manager.update(Campaign, {id, version}, changed);
    if (affected !== 1) throw versionConflict();
    await writeHistory(manager, changes, {campaignId: id, at: now, followed: moved.key});
    await this.points.settle(manager, child);
    await announceApplied(manager, child, now);
    await record(manager, systemCaller(), {
      action: 'date.follow',
      subject: {type: 'Campaign', id},
      organisationId: child.ownerId,
      campaignId: id,
      before: Object.fromEntries(changes.map(({place, before}) => [place, before])),
      after: {...Object.fromEntries(changes.map(({place, after}) => [place, after])), followed: moved.key},
    });
    return true;
  }
}
