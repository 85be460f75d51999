import {existsSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {keepDemo} from '../support/filled-demo.js';
import {startPlatform, type Platform, type PlatformOptions} from '../support/platform.js';

const ROLES = [
  ...['PLATFORM_ADMIN', 'CAMPAIGN_OWNER', 'TRACK_HOST', 'UNIT_ADMIN', 'UNIT_REPORTER', 'REVIEWER', 'SCREENER', 'JUDGE'],
  ...['CLERK', 'AUDITOR', 'VOTER'],
];
const PASSWORD = 'concours-demo';
const MOST_MEMORY_KB = 350 * 1024;

interface Figures {
  votes: number;
  works: number;
  entries: number;
  organisations: number;
  reports: number;
  state: string;
}
interface Tally {
  roundTally: {kind: string; total: number};
}

/** What `npm start` shows on a first day, a second one, and after a power cut. The tests follow each other on one folder. */
describe('the demo', () => {
  let dataDir: string;
  let platform: Platform;
  let filled: Figures;
  const start = async (more: PlatformOptions = {}) =>
    (platform = await startPlatform({demo: 'on', dataDir, timeoutMs: 300_000, ...more}));
  beforeAll(async () => void (dataDir = await mkdtemp(path.join(tmpdir(), 'concours-demo-'))));
  afterAll(async () => {
    await platform.stop();
    await rm(dataDir, {recursive: true, force: true});
  });

  const tokenOf = async (name: string): Promise<string> =>
    (
      await platform
        .graph()
        .ask<{signIn: {token: string}}>(
          'mutation ($name: String!, $password: String!) {signIn(name: $name, password: $password) {token}}',
          {name, password: PASSWORD},
        )
    ).signIn.token;
  const campaigns = async (): Promise<Record<string, string>> => {
    const {campaigns: all} = await platform
      .graph()
      .ask<{campaigns: {id: string; key: string}[]}>('{campaigns {id key}}');
    return Object.fromEntries(all.map(({id, key}) => [key, id]));
  };
  const figures = async (): Promise<Figures> => {
    const ids = await campaigns();
    const owner = platform.graph(await tokenOf('owner'));
    const {round, submissions, reports} = await owner.ask<{
      round: {state: string; entryCount: number; tally: {total: number}};
      submissions: {totalCount: number};
      reports: {totalCount: number};
    }>(
      `query ($round: ID!, $works: ID!, $plan: ID!) {round(id: $round) {state entryCount tally {total}}
      submissions(campaignId: $works) {totalCount} reports(campaignId: $plan) {totalCount}}`,
      {round: `${ids['anhui-singer-2024']}:semi-final`, works: ids['anhui-singer-2024'], plan: ids['anhui-2022']},
    );
    const {organisations} = await platform
      .graph(await tokenOf('admin'))
      .ask<{organisations: {totalCount: number}}>('{organisations {totalCount}}');
    return {
      votes: round.tally.total,
      works: submissions.totalCount,
      entries: round.entryCount,
      organisations: organisations.totalCount,
      reports: reports.totalCount,
      state: round.state,
    };
  };
  /** Five seconds of the life of a wall. */
  const watchVotes = async (): Promise<{from: number; to: number}> => {
    const ids = await campaigns();
    const wall = platform.live().subscribe<Tally>('subscription ($id: ID!) {roundTally(roundId: $id) {kind total}}', {
      id: `${ids['anhui-singer-2024']}:semi-final`,
    });
    const first = await wall.until('a snapshot', ({roundTally}) => roundTally.kind === 'SNAPSHOT');
    let last = first;
    for (const began = Date.now(); Date.now() - began < 5_000;) {
      const before = last.roundTally.total;
      last = await wall.until('more votes', ({roundTally}) => roundTally.total > before);
    }
    wall.stop();
    return {from: first.roundTally.total, to: last.roundTally.total};
  };
  const memoryKb = (): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${platform.child.pid}/status`, 'utf8'))?.[1]);

  test('a power cut in the middle of filling is no harm: the next start makes a whole demo', async () => {
    const broken = await start({started: 'demo: works'});
    // somebody else who would start over the same folder meanwhile is turned away and breaks nothing
    await expect(start({timeoutMs: 60_000})).rejects.toThrow(/already \(process \d+\)/);
    expect(existsSync(path.join(dataDir, 'organisations.sqlite'))).toBe(true);
    await broken.kill();
    await start();
    expect(platform.output()).toMatch(/demo: organisations and accounts … \d/);
    filled = await figures();
    expect(filled).toMatchObject({state: 'OPEN', entries: 300});
    expect(filled.works).toBeGreaterThanOrEqual(300);
    expect(Math.abs(filled.organisations - 2_000)).toBeLessThan(100);
    expect(filled.votes).toBeGreaterThanOrEqual(100_000);
    expect(filled.votes).toBeLessThan(105_000);
    expect(filled.reports).toBeGreaterThan(150);
  }, 600_000);

  test('it prints its addresses and an account for each role, all of which can sign in', async () => {
    expect(platform.output()).toContain(`Concours is ready: http://localhost:${platform.port}`);
    for (const place of ['graph', 'query page', 'data'])
      expect(platform.output()).toMatch(new RegExp(`^  ${place} +\\S`, 'm'));
    const {demoAccounts} = await platform
      .graph()
      .ask<{demoAccounts: {name: string; password: string; role: string}[]}>('{demoAccounts {name password role}}');
    expect(new Set(demoAccounts.map(({role}) => role))).toEqual(new Set(ROLES));
    for (const {name, password, role} of demoAccounts) {
      expect(platform.output()).toMatch(new RegExp(`^  ${name} +${password} `, 'm'));
      const {viewer} = await platform
        .graph(await tokenOf(name))
        .ask<{viewer: {grants: {role: string}[]}}>('{viewer {grants {role}}}');
      expect([name, viewer.grants.map((grant) => grant.role)]).toEqual([name, [role]]);
    }
  }, 60_000);

  test('votes come in by themselves, live, and the process stays within 350 MB', async () => {
    const {from, to} = await watchVotes();
    expect(from).toBeGreaterThanOrEqual(filled.votes);
    expect(to).toBeGreaterThan(from);
    expect(memoryKb()).toBeLessThanOrEqual(MOST_MEMORY_KB);
  }, 60_000);

  test('a second start is soon ready, keeps everything and fills nothing again', async () => {
    const before = await figures();
    await platform.stop();
    await keepDemo(dataDir);
    const began = Date.now();
    await start();
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(platform.output()).not.toContain('demo:');
    const after = await figures();
    expect(after).toEqual({...before, votes: expect.any(Number), reports: expect.any(Number)});
    expect(after.votes).toBeGreaterThanOrEqual(before.votes);
    expect(after.reports).toBeGreaterThanOrEqual(before.reports);
    await watchVotes();
    expect(memoryKb()).toBeLessThanOrEqual(MOST_MEMORY_KB);
  }, 60_000);

  test('when the vote has ended, a later start moves the calendar so that it is open again', async () => {
    const before = await figures();
    await platform.stop();
    await start({clock: '+20d'});
    expect(platform.output()).toMatch(/demo: the calendar moves on, so that the vote is open … \d/);
    const after = await figures();
    expect(after).toMatchObject({state: 'OPEN', works: before.works, entries: before.entries});
    expect(after.votes).toBeGreaterThanOrEqual(before.votes);
    await watchVotes();
  }, 60_000);
});
