import type {Caller} from '@concours/kernel/identity';
import type {Siege} from '../federation/siege.js';
import {until} from '../support/child.js';
import {campaigns, codeOf, markOf, places, type CampaignKey} from './places.js';
import type {Row, World} from './world-rows.js';

/** At each unit somebody with a role there, a key of theirs, a screen and an app. */
export async function staffed({services}: Siege, system: Caller, unit: World['unit']) {
  const {accounts, grants, keys, displays, apps} = services.organisations.slices;
  const rows: Pick<World, 'accounts' | 'grants' | 'keys' | 'displays' | 'apps'> = {
    ...{accounts: [], grants: [], keys: [], displays: [], apps: []},
  };
  const expiresAt = new Date(Date.now() + 3_600_000);
  for (const place of places) {
    const spot = {unit: place};
    const [displayName, organisationId] = [markOf(spot, 'account'), unit(place)];
    const password = 'a password of nobody';
    const email = `staff-${place}@example.cn`;
    const {id} = await accounts.create(system, {name: `staff-${place}`, displayName, password, organisationId, email});
    const grant = await grants.grant(system, {accountId: id, role: 'REVIEWER', organisationId});
    const person = {...system, kind: 'account' as const, id};
    const wish = {name: markOf(spot, 'key'), grantIds: [grant.id], readOnly: true, expiresAt};
    const {key} = await keys.create(person, wish);
    const display = await displays.issue(system, {name: markOf(spot, 'display'), organisationId});
    const {app} = await apps.register(system, {name: markOf(spot, 'app'), organisationId});
    rows.accounts.push({...spot, id});
    rows.grants.push({...spot, id: grant.id});
    rows.keys.push({...spot, id: key.id});
    rows.displays.push({...spot, id: display.id});
    rows.apps.push({...spot, id: app.id});
  }
  return rows;
}

/** At each unit a file that its administrator brought, looked through and waiting. */
export async function imported(siege: Siege): Promise<Row[]> {
  const rows: Row[] = [];
  for (const place of places) {
    const spot = {unit: place};
    const {token} = await siege.person(`importer-${place}`, 'UNIT_ADMIN', codeOf[place]);
    const name = encodeURIComponent(`${markOf(spot, 'import')}.csv`);
    const response = await fetch(`${siege.url}/imports/organisations?name=${name}`, {
      method: 'POST',
      headers: {authorization: `Bearer ${token}`, 'content-type': 'text/csv'},
      body: `code,name,parent code,kind,level\nnew.${place},新,${codeOf[place]},ASSOCIATION,COUNTY\n`,
    });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    const {id} = (await response.json()) as {id: string};
    rows.push({...spot, id});
  }
  const states = '{organisationImportJobs {nodes {state}}}';
  await until('the files to be looked through', async () => {
    type Jobs = {organisationImportJobs: {nodes: {state: string}[]}};
    const {organisationImportJobs: jobs} = await siege.admin.ask<Jobs>(states);
    return jobs.nodes.length === rows.length && jobs.nodes.every(({state}) => !['UPLOADED', 'READING'].includes(state));
  });
  return rows;
}

/** What was recorded for each unit: in each campaign, and in none. */
export async function written(siege: Siege, campaign: World['campaign'], unit: World['unit']): Promise<Row[]> {
  const query =
    'query ($id: ID!) {auditTrail(first: 200, filter: {organisationId: $id, actions: ["approveReport", "issueDisplayToken"]}) {nodes {id campaignId organisation {id}}}}';
  type Trail = {auditTrail: {nodes: {id: string; campaignId: string | null; organisation: {id: string} | null}[]}};
  const keys = Object.keys(campaigns) as CampaignKey[];
  const wanted = places.length * (keys.length + 1);
  return until('the trail', async () => {
    const {auditTrail} = await siege.admin.ask<Trail>(query, {id: siege.idOf('acftu')});
    const rows = auditTrail.nodes.flatMap(({id, campaignId, organisation}): Row[] => {
      const place = places.find((each) => unit(each) === organisation?.id);
      const of = keys.find((key) => campaign[key] === campaignId);
      return place ? [{id, unit: place, ...(of && {campaign: of})}] : [];
    });
    return rows.length >= wanted && rows;
  });
}
