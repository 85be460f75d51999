import {readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import type {Clock} from '@concours/kernel/clock';
import type {Platform} from '../platform.js';
import {moment, shiftSoThatTodayIs} from './calendar.js';
import {applyFile, applyNotice, CURRENT, type CurrentKey, entryIds, semiFinalOf, SINGERS, TODAY} from './campaigns.js';
import {fillFinished} from './fill-finished.js';
import {fillJudging} from './fill-judging.js';
import {fillAccounts, fillOrganisations, grantWithin} from './fill-organisations.js';
import {fillNotices} from './fill-notices.js';
import {fillReports} from './fill-reports.js';
import {fillWorks} from './fill-works.js';
import {demoState, setDemoState} from './mark.js';
import {mediaThread} from './media-thread.js';
import {Random} from './random.js';
import {settled} from './settled.js';
import {fillStaff} from './staff.js';
import {TravellingClock} from './travelling-clock.js';
import {ballotsOf, castByDay} from './votes.js';

const SEED = 20_240_625;
const VOTES = 100_000;
/** What the campaign of 2022 stands under. */
const NATIONAL = 'national-2022';
const FINISHED = 'services/embedded/definitions/demo-recitation.yaml';
/** The finished contest was published two months ago. */
const FINISHED_TODAY = '2024-07-24';

/** Makes a federation of about 2,000 invented unions in the middle of both campaigns, in the days that it tells of. */
export class Filling {
  /** What the platform that is filled must run by. */
  readonly clock: TravellingClock;

  constructor(base: Clock) {
    this.clock = new TravellingClock(base);
  }

  /** A filling that was broken off leaves half a demo: it is thrown away, since nothing but the demo is in it. */
  prepare(dataDir: string): void {
    if (demoState(dataDir) !== 'filling') return;
    for (const name of readdirSync(dataDir))
      if (name !== 'running.pid') rmSync(path.join(dataDir, name), {recursive: true});
  }

  /** Leaves a platform alone that is somebody's own, and a mark that says so: no later start has to look again. */
  async fill(platform: Platform, onStep: (what: string) => void): Promise<void> {
    if (!(await isEmpty(platform))) return setDemoState(platform.dataDir, 'none');
    setDemoState(platform.dataDir, 'filling');
    const random = new Random(SEED);
    const now = platform.clock.now();
    const shifts = {
      'anhui-singer-2024': shiftSoThatTodayIs(TODAY['anhui-singer-2024'], now),
      'anhui-2022': shiftSoThatTodayIs(TODAY['anhui-2022'], now),
    };

    onStep('demo: organisations and accounts');
    this.clock.standAt(moment('2024-06-20', shifts[SINGERS]));
    const ids = await fillOrganisations(platform, random.fork('organisations'));
    const accounts = await fillAccounts(platform, ids);
    await fillStaff(platform, ids, random.fork('staff'));
    await settled('organisations in every service', () => knowsOrganisations(platform, ids.size));

    onStep('demo: campaigns');
    const campaigns = {} as Record<CurrentKey, string>;
    this.clock.standAt(moment('2022-05-01T08:00', shifts['anhui-2022']));
    await applyNotice(platform, NATIONAL, shifts['anhui-2022'], null);
    for (const key of CURRENT) {
      this.clock.standAt(moment(key === 'anhui-2022' ? '2022-05-09T08:00' : '2024-06-25T08:00', shifts[key]));
      campaigns[key] = await applyNotice(platform, key, shifts[key], null);
      await grantWithin(platform, ids, accounts, key, campaigns[key]);
    }
    this.clock.standAt(moment('2022-05-12T09:00', shifts['anhui-2022']));
    await fillNotices(platform, this.clock, {campaignId: campaigns['anhui-2022'], ids});
    const singer = campaigns[SINGERS];
    const shift = shifts[SINGERS];

    onStep('demo: works with videos and covers');
    const mediaFolder = path.join(platform.dataDir, 'demo-media');
    const {media, close: closeMedia} = mediaThread(mediaFolder);
    this.clock.standAt(moment('2024-08-05T10:00', shift));
    await fillWorks(platform, {
      campaignId: singer,
      ids,
      names: await organisationNames(platform),
      shift,
      random: random.fork('works'),
      media,
    });

    onStep('demo: reports');
    await fillReports(platform, this.clock, {
      campaignId: campaigns['anhui-2022'],
      ids,
      random: random.fork('reports'),
      until: now,
    });

    onStep('demo: a finished contest');
    const finishedShift = shiftSoThatTodayIs(FINISHED_TODAY, now);
    this.clock.standAt(moment('2024-04-01T08:00', finishedShift));
    const finished = await applyFile(platform, FINISHED, finishedShift, null);
    await fillFinished(platform, this.clock, {
      campaignId: finished,
      ids,
      shift: finishedShift,
      random: random.fork('finished'),
      media,
    });
    await closeMedia();
    rmSync(mediaFolder, {recursive: true});

    const roundId = semiFinalOf(singer);
    await settled('the entries of the semi-final', async () => (await entryIds(platform, roundId)).length >= 300);
    const entries = await entryIds(platform, roundId);

    onStep(`demo: about ${VOTES.toLocaleString('en')} votes`);
    const from = moment('2024-08-07T00:00', shift).getTime();
    const orders = ballotsOf({
      roundId,
      entryIds: entries,
      from,
      until: now.getTime() - 60_000,
      marks: VOTES,
      marksAtMost: 10,
      random: random.fork('votes'),
    });
    await castByDay(platform, this.clock, orders);
    this.clock.goOn();
    const {ledger, watching, reconciliation} = platform.services.scoring;
    await ledger.publishing.publishDue();
    // all of it is looked through and counted now, and not in the first minutes of who looks at the demo
    await watching.work();
    await reconciliation.check();
    await fillJudging(platform, {roundId, entryIds: entries, accounts, random: random.fork('judging')});
    setDemoState(platform.dataDir, 'filled');
  }
}

async function isEmpty({services}: Platform): Promise<boolean> {
  for await (const _ of services.organisations.slices.reading.all()) return false;
  return true;
}

async function organisationNames({services}: Platform): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const {id, nameZh} of services.organisations.slices.reading.all()) names.set(id, nameZh);
  return names;
}

/** Counted in each service's own read model: a definition names organisations, so they must be there first. */
async function knowsOrganisations({services}: Platform, count: number): Promise<boolean> {
  for (const {database} of [services.campaigns, services.submissions, services.scoring]) {
    const [row] = (await database.read.query('SELECT COUNT(*) AS known FROM organisation_ref')) as {known: number}[];
    if (Number(row?.known) < count) return false;
  }
  return true;
}
