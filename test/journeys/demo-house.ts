import {rm} from 'node:fs/promises';
import {until} from '../support/child.js';
import {startChromium, type TestBrowser, type TestPage} from '../support/chromium.js';
import {filledDemo} from '../support/filled-demo.js';
import type {GraphClient} from '../support/graphql.js';
import {startPlatform, type Platform} from '../support/platform.js';

/** What the addresses of the demo are made of. */
export interface Places {
  singer: string;
  semi: string;
  plan: string;
  work: string;
  draft: string;
  unit: string;
  grassroots: string;
  report: string;
  writing: string;
  /** Of the semi-final, the one that leads it. */
  entry: string;
  finishedEntry: string;
  /** Of the reporter. */
  account: string;
  /** Of a file of units, checked and not applied. */
  import: string;
}

/** The whole demo behind its gateway, and a real browser in front of it. */
export interface DemoHouse {
  /** Changes with a restart. */
  readonly platform: Platform;
  browser: TestBrowser;
  places: Places;
  /** Somebody of the demo, signed in through the graph. */
  as(name: string): Promise<GraphClient>;
  /** A page of a context of its own. */
  page(): Promise<TestPage>;
  /** Signs in on the page as a person does, by choosing a demo account. */
  choose(page: TestPage, name: string): Promise<void>;
  /** One page for each person, signed in once. */
  pageOf(name: string): Promise<TestPage>;
  /** As a power cut: the same folder and port, and what happens while it is away. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export const SIZE = {width: 1280, height: 800};

export async function openDemoHouse(): Promise<DemoHouse> {
  const dataDir = await filledDemo();
  const started = await Promise.all([startPlatform({demo: 'on', dataDir}), startChromium()]);
  let [platform] = started;
  const [, browser] = started;
  const signedIn = new Map<string, TestPage>();

  const tokenOf = async (name: string): Promise<string> => {
    const SIGN_IN = 'mutation ($name: String!) {signIn(name: $name, password: "concours-demo") {token}}';
    const {signIn} = await platform.graph().ask<{signIn: {token: string}}>(SIGN_IN, {name});
    return signIn.token;
  };
  const as = async (name: string): Promise<GraphClient> => platform.graph(await tokenOf(name));
  const page: DemoHouse['page'] = () => browser.page({viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light'});
  const choose: DemoHouse['choose'] = async (where, name) => {
    await where.goto(`${platform.url}/sign-in`);
    const ACCOUNTS = '{demoAccounts {name displayName}}';
    const {demoAccounts} = await platform.graph().ask<{demoAccounts: {name: string; displayName: string}[]}>(ACCOUNTS);
    const {displayName} = demoAccounts.find((account) => account.name === name)!;
    await where.getByRole('button', {name: displayName}).click();
    await where.locator('form button[type=submit]').click();
    await where.waitForURL((url) => url.pathname !== '/sign-in');
  };
  return {
    get platform() {
      return platform;
    },
    browser,
    places: {
      ...(await findPlaces(await as('owner'), await as('city'))),
      import: await bringUnits(platform, await tokenOf('admin')),
    },
    as,
    page,
    choose,
    async pageOf(name) {
      const known = signedIn.get(name);
      if (known) return known;
      const fresh = await page();
      await choose(fresh, name);
      signedIn.set(name, fresh);
      return fresh;
    },
    async restart(meanwhile) {
      const {port} = platform;
      await platform.kill();
      await meanwhile();
      platform = await startPlatform({demo: 'on', dataDir, port});
    },
    async close() {
      await browser.stop();
      await platform.stop();
      await rm(dataDir, {recursive: true, force: true});
    },
  };
}

interface Nodes {
  nodes: {id: string}[];
}
interface Standing {
  standing: {rows: {entry: {id: string}}[]};
}

async function findPlaces(owner: GraphClient, city: GraphClient): Promise<Omit<Places, 'import'>> {
  const {campaigns} = await owner.ask<{campaigns: {id: string; key: string}[]}>('{campaigns {id key}}');
  const idOf = (key: string): string => campaigns.find((campaign) => campaign.key === key)!.id;
  const [singer, plan] = [idOf('anhui-singer-2024'), idOf('anhui-2022')];
  const semi = `${singer}:semi-final`;
  const {works, round, over, grassroots} = await owner.ask<{
    works: Nodes;
    round: Standing;
    over: Standing;
    grassroots: {id: string};
  }>(
    `query ($singer: ID!, $semi: ID!, $over: ID!) {
      works: submissions(campaignId: $singer, first: 1, filter: {states: [SHORTLISTED]}) {nodes {id}}
      round(id: $semi) {standing {rows {entry {id}}}} over: round(id: $over) {standing {rows {entry {id}}}}
      grassroots: organisation(code: "ah.hefei.c1.g1") {id}}`,
    {singer, semi, over: `${idOf('demo-recitation')}:selection`},
  );
  const {organisation, ...own} = await city.ask<{
    organisation: {id: string};
    drafts: Nodes;
    approved: Nodes;
    writing: Nodes;
    accounts: Nodes;
  }>(
    `query ($singer: ID!, $plan: ID!) {organisation(code: "ah.hefei") {id}
      drafts: submissions(campaignId: $singer, first: 1, filter: {states: [DRAFT]}) {nodes {id}}
      approved: reports(campaignId: $plan, first: 1, filter: {states: [APPROVED]}) {nodes {id}}
      writing: reports(campaignId: $plan, first: 1, filter: {states: [DRAFT]}) {nodes {id}}
      accounts(search: "reporter", first: 1) {nodes {id}}}`,
    {singer, plan},
  );
  const first = ({nodes}: Nodes): string => nodes[0]!.id;
  const leader = ({standing}: Standing): string => standing.rows[0]!.entry.id;
  return {
    ...{singer, semi, plan, unit: organisation.id, grassroots: grassroots.id},
    ...{work: first(works), draft: first(own.drafts), report: first(own.approved), writing: first(own.writing)},
    ...{entry: leader(round), finishedEntry: leader(over), account: first(own.accounts)},
  };
}

/** One of every outcome: a new unit by its parent's name, one as it is, one that changes, and one with two mistakes. */
const UNITS = `代码,名称,上级,类型,层级,备注
ah.new,新办工会,合肥市总工会,基层工会,基层单位,
ah.hefei,合肥市总工会,,总工会,市级,
ah.wuhu,芜湖市总工会（新名）,,总工会,市级,
ah.wrong,=cmd|calc,没有的工会,公会,市级,见附件`;

async function bringUnits(platform: Platform, token: string): Promise<string> {
  const name = encodeURIComponent('各市工会名册.csv');
  const response = await fetch(`${platform.url}/imports/organisations?mode=ADD_AND_UPDATE&name=${name}`, {
    method: 'POST',
    body: UNITS,
    headers: {authorization: `Bearer ${token}`},
  });
  const {id} = (await response.json()) as {id: string};
  const STATE = 'query ($id: ID!) {organisationImportJob(id: $id) {state}}';
  await until('the import to be checked', async () => {
    const {organisationImportJob: job} = await platform
      .graph(token)
      .ask<{organisationImportJob: {state: string}}>(STATE, {id});
    return job.state === 'CHECKED';
  });
  return id;
}
