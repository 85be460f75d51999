import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Demo} from '../demo.js';
import type {Platform} from '../platform.js';
import {people} from './accounts.js';
import {shiftSoThatTodayIs} from './calendar.js';
import {applyNotice, campaignId, CURRENT, entryIds, organisationIds, semiFinalOf, SINGERS, TODAY} from './campaigns.js';
import {DemoApp} from './demo-app.js';
import {demoState} from './mark.js';
import {Random} from './random.js';
import {startTrickle} from './trickle.js';

/** The federation that `Filling` made, as it goes on from then. */
export class FederationDemo implements Demo {
  private readonly app = new DemoApp();

  accounts(): DemoAccountEntry[] {
    return people.map(({name, password, displayName, role, organisationName, purpose}) => ({
      name,
      password,
      displayName,
      role,
      organisationName,
      purpose,
    }));
  }

  voterToken(): string | null {
    return this.app.token();
  }

  votePage(): string | null {
    return this.app.token() === null ? null : `/vote/${SINGERS}/semi-final`;
  }

  async load(platform: Platform, onStep: (what: string) => void): Promise<{stop(): Promise<void>}> {
    if (demoState(platform.dataDir) !== 'filled') return {stop: () => Promise.resolve()};
    const roundId = semiFinalOf(await campaignId(platform, SINGERS));
    await this.bringUpToDate(platform, roundId, onStep);
    const ids = await organisationIds(platform);
    await this.app.register(platform, ids.get('ah')!);
    return startTrickle(platform, {
      roundId,
      entryIds: await entryIds(platform, roundId),
      planCampaignId: await campaignId(platform, 'anhui-2022'),
      ids,
      random: new Random(Date.now() >>> 0),
    });
  }

  /** When the vote has ended since the last start, and nobody has frozen its result, the calendar moves on to today. */
  private async bringUpToDate(platform: Platform, roundId: string, onStep: (what: string) => void): Promise<void> {
    const {rounds} = platform.services.scoring.slices;
    const view = await rounds.viewById(roundId);
    const closesAt = view.limits?.closesAt ?? null;
    const now = platform.clock.now();
    if (view.result !== null || closesAt === null || closesAt > now.getTime()) return;
    onStep('demo: the calendar moves on, so that the vote is open');
    for (const key of CURRENT) {
      const reason = '演示：日期顺延到今天 / demo: dates moved to today';
      await applyNotice(platform, key, shiftSoThatTodayIs(TODAY[key], now), reason);
    }
  }
}
