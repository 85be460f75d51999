import {Session} from 'node:inspector/promises';
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Campaign} from '@concours/campaigns/campaigns/campaign';
import {shiftDefinition} from '@concours/campaigns/definitions/definition.shift';
import type {Clock} from '@concours/kernel/clock';
import {type Caller, systemCaller} from '@concours/kernel/identity';
import {Account} from '@concours/organisations/accounts/account';
import type {DemoAccountEntry} from '@concours/organisations/sessions/demo-account';
import type {Demo} from '../demo.js';
import type {Platform} from '../platform.js';
import {repository} from '../repository.js';
import {people} from './accounts.js';
import {moment, shiftSoThatTodayIs} from './calendar.js';
import {DemoApp} from './demo-app.js';
import {fillFinished} from './fill-finished.js';
import {fillJudging} from './fill-judging.js';
import {fillAccounts, fillOrganisations, grantWithin, type Ids} from './fill-organisations.js';
import {fillNotices} from './fill-notices.js';
import {fillReports} from './fill-reports.js';
import {fillWorks} from './fill-works.js';
import {mediaThread} from './media-thread.js';
import {Random} from './random.js';
import {settled} from './settled.js';
import {fillStaff} from './staff.js';
import {startTrickle} from './trickle.js';
import {TravellingClock} from './travelling-clock.js';
import {ballotsOf, castByDay} from './votes.js';

const SEED = 20_240_625;
const VOTES = 100_000;
/** Today is the third day of the singers' vote and a summer day of the plan. */
const TODAY = {'anhui-singer-2024': '2024-08-09', 'anhui-2022': '2022-07-20'} as const;
const SINGERS = 'anhui-singer-2024';
/** What the campaign of 2022 stands under. */
const NATIONAL = 'national-2022';
const FINISHED = 'demo-recitation';
/** The finished contest was published two months ago. */
const FINISHED_TODAY = '2024-07-24';
type Key = keyof typeof TODAY;
const MARK = 'demo.json';

interface Mark {
  state: 'filling' | 'filled';
}

/** A federation of about 2,000 invented unions in the middle of both campaigns. */
export class FederationDemo implements Demo {
  readonly clock: TravellingClock;
  private readonly app = new DemoApp();

  constructor(base: Clock) {
    this.clock = new TravellingClock(base);
  }

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

  /** A first start that was broken off leaves half a demo: it is thrown away, since nothing but the demo is in it. */
  prepare(dataDir: string): void {
    if (markOf(dataDir)?.state !== 'filling') return;
    for (const name of readdirSync(dataDir))
      if (name !== 'running.pid') rmSync(path.join(dataDir, name), {recursive: true});
  }

  async load(platform: Platform, onStep: (what: string) => void): Promise<{stop(): Promise<void>}> {
    const mark = markOf(platform.dataDir);
    if (!mark && (await this.isEmpty(platform))) await this.fill(platform, onStep);
    else if (mark) await this.bringUpToDate(platform, onStep);
    else return {stop: () => Promise.resolve()};
    const singer = await campaignId(platform, SINGERS);
    await this.app.register(platform, (await this.ids(platform)).get('ah')!);
    const random = new Random(Date.now() >>> 0);
    const roundId = `${singer}:semi-final`;
    return startTrickle(platform, {
      roundId,
      entryIds: await this.entryIds(platform, roundId),
      planCampaignId: await campaignId(platform, 'anhui-2022'),
      ids: await this.ids(platform),
      random,
    });
  }

  private async fill(platform: Platform, onStep: (what: string) => void): Promise<void> {
    setMark(platform.dataDir, {state: 'filling'});
    const random = new Random(SEED);
    const now = platform.clock.now();
    const shifts = {
      'anhui-singer-2024': shiftSoThatTodayIs(TODAY['anhui-singer-2024'], now),
      'anhui-2022': shiftSoThatTodayIs(TODAY['anhui-2022'], now),
    };

    onStep('demo: organisations and accounts');
    this.clock.standAt(moment('2024-06-20', shifts['anhui-singer-2024']));
    const ids = await fillOrganisations(platform, random.fork('organisations'));
    const accounts = await fillAccounts(platform, ids);
    await fillStaff(platform, ids, random.fork('staff'));
    await settled('organisations in every service', () => this.knowsOrganisations(platform, ids.size));

    onStep('demo: campaigns');
    const campaigns = {} as Record<Key, string>;
    this.clock.standAt(moment('2022-05-01T08:00', shifts['anhui-2022']));
    await this.apply(platform, NATIONAL, shifts['anhui-2022'], null);
    for (const key of Object.keys(TODAY) as Key[]) {
      this.clock.standAt(moment(key === 'anhui-2022' ? '2022-05-09T08:00' : '2024-06-25T08:00', shifts[key]));
      campaigns[key] = await this.apply(platform, key, shifts[key], null);
      await grantWithin(platform, ids, accounts, key, campaigns[key]);
    }
    this.clock.standAt(moment('2022-05-12T09:00', shifts['anhui-2022']));
    await fillNotices(platform, this.clock, {campaignId: campaigns['anhui-2022'], ids});
    const singer = campaigns['anhui-singer-2024'];
    const shift = shifts['anhui-singer-2024'];

    onStep('demo: works with videos and covers');
    const mediaFolder = path.join(platform.dataDir, 'demo-media');
    const {media, close: closeMedia} = mediaThread(mediaFolder);
    this.clock.standAt(moment('2024-08-05T10:00', shift));
    await fillWorks(platform, {
      campaignId: singer,
      ids,
      names: await this.names(platform),
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
    const file = path.join(repository(), 'services/embedded/definitions', `${FINISHED}.yaml`);
    const finished = await this.applyFile(platform, file, finishedShift, null);
    await fillFinished(platform, this.clock, {
      campaignId: finished,
      ids,
      shift: finishedShift,
      random: random.fork('finished'),
      media,
    });
    await closeMedia();
    rmSync(mediaFolder, {recursive: true});

    const roundId = `${singer}:semi-final`;
    await settled('the entries of the semi-final', async () => (await this.entryIds(platform, roundId)).length >= 300);
    const entryIds = await this.entryIds(platform, roundId);

    onStep(`demo: about ${VOTES.toLocaleString('en')} votes`);
    const from = moment('2024-08-07T00:00', shift).getTime();
    const orders = ballotsOf({
      roundId,
      entryIds,
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
    await fillJudging(platform, {roundId, entryIds, accounts, random: random.fork('judging')});
    setMark(platform.dataDir, {state: 'filled'});
    await collectGarbage();
    // what filling has announced and sealed is still being taken in for a moment
    setTimeout(() => void collectGarbage(), STILL_BUSY_MS).unref();
  }

  /** When the vote has ended since the last start, and nobody has frozen its result, the calendar moves on to today. */
  private async bringUpToDate(platform: Platform, onStep: (what: string) => void): Promise<void> {
    const singer = await campaignId(platform, 'anhui-singer-2024');
    const {rounds} = platform.services.scoring.slices;
    const view = await rounds.viewById(`${singer}:semi-final`);
    const closesAt = view.limits?.closesAt ?? null;
    if (view.result !== null || closesAt === null || closesAt > platform.clock.now().getTime()) return;
    onStep('demo: the calendar moves on, so that the vote is open');
    for (const key of Object.keys(TODAY) as Key[]) {
      await this.apply(
        platform,
        key,
        shiftSoThatTodayIs(TODAY[key], platform.clock.now()),
        '演示：日期顺延到今天 / demo: dates moved to today',
      );
    }
  }

  private apply(platform: Platform, key: Key | typeof NATIONAL, shift: number, reason: string | null): Promise<string> {
    const file = path.join(repository(), 'services/campaigns/definitions', `${key}.yaml`);
    return this.applyFile(platform, file, shift, reason);
  }

  private async applyFile(platform: Platform, file: string, shift: number, reason: string | null): Promise<string> {
    const source = shiftDefinition(readFileSync(file, 'utf8'), shift);
    const {definitions} = platform.services.campaigns.slices;
    const campaign =
      reason === null
        ? await definitions.apply(systemCaller(), source, null)
        : await this.change(platform, source, reason);
    const {id, definitionVersion} = campaign;
    await this.sign(platform, campaign);
    await settled(`${file} to be in force`, async () => (await definitions.versionInForce(id)) >= definitionVersion);
    return id;
  }

  /** In the demo all joint organisers have signed. */
  private async sign({services}: Platform, campaign: Campaign): Promise<void> {
    if (campaign.publishedAt !== null) return;
    const {signing} = services.campaigns.slices;
    for (const body of campaign.bodyIds())
      await signing.sign(systemCaller(), campaign.id, body, campaign.definitionVersion);
  }

  /** A stage has opened: what the owner proposes, the second person approves. */
  private async change(platform: Platform, source: string, reason: string): Promise<Campaign> {
    const {proposals} = platform.services.campaigns.slices;
    const {id} = await proposals.propose(await this.caller(platform, 'owner'), source, reason);
    return proposals.approve(await this.caller(platform, 'second'), id);
  }

  private async caller({services}: Platform, name: string): Promise<Caller> {
    const {database, slices} = services.organisations;
    const account = await database.read.findOneByOrFail(Account, {name});
    const grants = await slices.grants.compact(account.id);
    const {requestId} = systemCaller();
    return {
      kind: 'account',
      id: account.id,
      name: account.displayName,
      grants,
      requestId,
    };
  }

  private async isEmpty({services}: Platform): Promise<boolean> {
    for await (const _ of services.organisations.slices.reading.all()) return false;
    return true;
  }

  private async ids({services}: Platform): Promise<Ids> {
    const ids = new Map<string, string>();
    for await (const {code, id} of services.organisations.slices.reading.all()) ids.set(code, id);
    return ids;
  }

  private async names({services}: Platform): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for await (const {id, nameZh} of services.organisations.slices.reading.all()) names.set(id, nameZh);
    return names;
  }

  private async entryIds({services}: Platform, roundId: string): Promise<string[]> {
    return (await services.scoring.slices.entries.ofRound(roundId)).map(({id}) => id);
  }

  /** Counted in each service's own read model: a definition names organisations, so they must be there first. */
  private async knowsOrganisations({services}: Platform, count: number): Promise<boolean> {
    for (const {database} of [services.campaigns, services.submissions, services.scoring]) {
      const [row] = (await database.read.query('SELECT COUNT(*) AS known FROM organisation_ref')) as {known: number}[];
      if (Number(row?.known) < count) return false;
    }
    return true;
  }
}

async function campaignId({services}: Platform, key: Key): Promise<string> {
  const campaign = await services.campaigns.slices.campaigns.byKey(systemCaller(), key);
  if (!campaign) throw new Error(`the demo has no campaign ${key}`);
  return campaign.id;
}

function markOf(dataDir: string): Mark | null {
  const file = path.join(dataDir, MARK);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mark) : null;
}

function setMark(dataDir: string, mark: Mark): void {
  writeFileSync(path.join(dataDir, MARK), `${JSON.stringify(mark)}\n`);
}

const STILL_BUSY_MS = 3_000;

/** Filling leaves behind more than the platform needs from then on, and a quiet process would keep it for hours. */
async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
