import {systemCaller} from '@concours/kernel/identity';
import {localDay} from '@concours/kernel/zone';
import type {Platform} from '../platform.js';
import {ZONE} from './calendar.js';
import {type Ids} from './fill-organisations.js';
import {grassrootsOf} from './fill-works.js';
import {cities} from './places.js';
import type {Random} from './random.js';
import type {TravellingClock} from './travelling-clock.js';
import {demoEvent} from './works.js';

const forms = ['quiz', 'speech', 'public-benefit', 'volunteering', 'publicity', 'arts'] as const;

const ACTIVE_UNIONS = 6;

interface Reporting {
  campaignId: string;
  ids: Ids;
  random: Random;
}

/** Reports of ten weeks, most of them approved; what is left waits in the inboxes. */
export async function fillReports(
  platform: Platform,
  clock: TravellingClock,
  i: Reporting & {until: Date},
): Promise<void> {
  const {reports} = platform.services.campaigns.slices;
  for (const [index, city] of cities.entries()) {
    const done = 9 + ((index * 5) % 9);
    for (let n = 0; n < done + 3; n++) {
      clock.standAt(new Date(i.until.getTime() - i.random.between(1, 65) * 86_400_000 - i.random.below(36_000_000)));
      const report = await reports.draft(systemCaller(), i.campaignId, written(i, `ah.${city.code}`, clock.now()));
      if (n === done + 2) continue;
      clock.advance(3_600_000);
      await reports.submit(systemCaller(), report.id);
      if (n === done + 1) continue;
      clock.advance(7_200_000);
      if (n === done) await reports.return(systemCaller(), report.id, '请补充活动地点与参加人数的依据。');
      else await reports.approve(systemCaller(), report.id);
    }
  }
}

/** One event, reported and approved at once: what keeps the progress wall alive. */
export async function reportOne(platform: Platform, i: Reporting): Promise<void> {
  const {reports} = platform.services.campaigns.slices;
  const city = `ah.${i.random.pick(cities).code}`;
  const report = await reports.draft(systemCaller(), i.campaignId, written(i, city, platform.clock.now()));
  await reports.submit(systemCaller(), report.id);
  await reports.approve(systemCaller(), report.id);
}

function written({ids, random}: Reporting, city: string, now: Date) {
  const form = random.pick(forms);
  const {title, place} = demoEvent(random, form);
  // A few active unions in each city: what is counted by union stays in the order of the quotas.
  const active = grassrootsOf(city, ids).slice(0, ACTIVE_UNIONS);
  const [, organisationId] = random.pick(active);
  const participants = random.between(25, 260);
  return {
    organisationId,
    title,
    heldOn: localDay(now, ZONE),
    form,
    place,
    content: `${title}：职工到场参加，现场讲解网络文明与安全知识，并发放资料。`,
    participants,
    workersReached: participants - random.below(20),
    publicists: random.between(2, 9),
    audience: participants * random.between(20, 120),
    enterprise: null,
    links: [],
  };
}
