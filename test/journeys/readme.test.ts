import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import path from 'node:path';
import {filledDemo} from '../support/filled-demo.js';
import {startPlatform, type Platform} from '../support/platform.js';

const root = path.resolve(__dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const [standing, plan, result, subscription] = [...readme.matchAll(/```graphql\n([^]*?)```/g)].map(([, text]) => text!);

/** What README tells a developer to send, sent as it stands to the demo that `npm start` shows. */
describe('README', () => {
  let dataDir: string;
  let platform: Platform;
  beforeAll(async () => {
    dataDir = await filledDemo();
    platform = await startPlatform({demo: 'on', dataDir});
  }, 400_000);
  afterAll(async () => {
    await platform?.stop();
    await rm(dataDir, {recursive: true, force: true});
  });

  test('its query of a vote joins four services without signing in', async () => {
    const {campaign} = await platform.graph().ask<{
      campaign: {
        title: string;
        round: {
          tally: {
            total: number;
            entries: {
              votes: number;
              submission: {title: string; author: string; track: {name: string}};
              organisation: {name: string};
            }[];
          };
        };
      };
    }>(standing!);
    const {tally} = campaign.round;
    expect(tally.entries.length).toBeGreaterThanOrEqual(300);
    expect(tally.entries.reduce((sum, {votes}) => sum + votes, 0)).toBe(tally.total);
    expect(tally.total).toBeGreaterThan(90_000);
    for (const {submission, organisation} of tally.entries)
      expect([submission.title, submission.author, submission.track.name, organisation.name]).not.toContain('');
  });

  test('its query of a plan gives 16 cities with their quotas', async () => {
    const {campaign} = await platform.graph().ask<{
      campaign: {plan: {sums: number[]; rows: {cells: {target: number | null; done: number}[]}[]}};
    }>(plan!);
    expect(campaign.plan.sums).toEqual([100, 2000, 300]);
    expect(campaign.plan.rows).toHaveLength(16);
    expect(campaign.plan.rows.some(({cells}) => cells.some(({done}) => done > 0))).toBe(true);
  });

  test('its query of a result gives a bundle that the verifier recomputes, and finds altered', async () => {
    const {campaign} = await platform.graph().ask<{
      campaign: {
        awards: {name: string; recipients: unknown[]}[];
        round: {result: {state: string; digest: string; bundle: object; rows: unknown[]}};
      };
    }>(result!);
    const {state, digest, bundle, rows} = campaign.round.result;
    expect([state, rows.length > 0, campaign.awards.some(({recipients}) => recipients.length > 0)]).toEqual([
      'PUBLISHED',
      true,
      true,
    ]);
    const file = path.join(dataDir, 'bundle.json');
    const verify = (text: string) => {
      writeFileSync(file, text);
      return spawnSync(process.execPath, [path.join(root, 'services/scoring/dist/src/verify.js'), file, digest]).status;
    };
    const text = JSON.stringify(bundle);
    expect(verify(text)).toBe(0);
    const altered = text.replace(/"votes":/, '"votes":9');
    expect(altered).not.toBe(text);
    expect(verify(altered)).not.toBe(0);
  });

  test('its subscription begins with a snapshot that carries titles and units', async () => {
    const {campaign} = await platform
      .graph()
      .ask<{campaign: {round: {id: string}}}>('{campaign(key: "anhui-singer-2024") {round(key: "semi-final") {id}}}');
    const stream = platform.live().subscribe<{
      roundTally: {
        kind: string;
        entries: {votes: number; submission: {title: string}; organisation: {shortName: string}}[];
      };
    }>(subscription!.replace('ROUND', campaign.round.id));
    const {data} = await stream.next();
    stream.stop();
    expect(data?.roundTally.kind).toBe('SNAPSHOT');
    expect(data?.roundTally.entries.length).toBeGreaterThanOrEqual(300);
    for (const {submission, organisation} of data!.roundTally.entries)
      expect([submission.title, organisation.shortName]).not.toContain('');
  });

  test('its table of settings is that of the programs', () => {
    const services = ['kernel', 'organisations', 'campaigns', 'submissions', 'scoring'];
    const files = ['gateway', ...services.map((name) => `services/${name}`)].map((one) => `${one}/src/environment.ts`);
    const code = [...files, 'services/organisations/src/oidc/oidc-settings.ts']
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('');
    const read = new Set([...code.matchAll(/'([A-Z][A-Z_]+)'/g)].map(([, name]) => name!));
    const table = readme.slice(readme.indexOf('| variable |'), readme.indexOf('The first administrator'));
    const told = new Set([...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name!));
    expect([...read].sort()).toEqual([...told].sort());
  });
});
