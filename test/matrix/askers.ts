import {roles} from '@concours/schema/access';
import {SignJWT} from 'jose';
import {graphClient, type GraphClient} from '../support/graphql.js';
import type {Asker} from './asking.js';
import {codeOf, type Held} from './places.js';
import type {World} from './world-rows.js';

/** Everybody who asks: each role at the own unit, for everything, within a campaign, within one of its tracks; and the others. */
export async function askersOf(world: World): Promise<Asker[]> {
  const {siege, campaign} = world;
  const url = `${siege.url}/graphql`;
  const askers: Asker[] = [];
  for (const role of roles)
    for (const within of ['', 'A', 'A/song'] as const) {
      const name = `${role.toLowerCase().replaceAll('_', '-')}-${within.toLowerCase().replace('/', '-') || 'all'}`;
      const scope = {...(within && {campaignId: campaign.A}), ...(within === 'A/song' && {trackKey: 'song'})};
      const person = await siege.person(name, role, codeOf.own, scope as {campaignId: string});
      const held: Held[] = [{role, within}];
      const credentials = {token: person.token};
      const label = `${role}${within && ` in ${within}`}`;
      askers.push({name: label, kind: 'account', held, client: person, id: person.id, credentials});
    }
  const nobody = await siege.person('nobody', undefined, codeOf.own);
  askers.push({
    name: 'an account without roles',
    kind: 'account',
    held: [],
    client: nobody,
    id: nobody.id,
    credentials: {token: nobody.token},
  });
  askers.push({name: 'anonymous', kind: 'anonymous', held: [], client: siege.anybody, id: null});
  const wallToken = await displayToken(world);
  const display = graphClient(url, {token: wallToken});
  const shows: Held[] = [{role: 'DISPLAY', within: ''}];
  askers.push({
    name: 'a display',
    kind: 'display',
    held: shows,
    client: display,
    id: null,
    readOnly: true,
    credentials: {token: wallToken},
  });
  const voterToken = await voter(world);
  const voting = graphClient(url, {headers: {'x-concours-voter': voterToken}});
  askers.push({name: 'a voter', kind: 'voter', held: [], client: voting, id: null, credentials: {voterToken}});
  for (const readOnly of [false, true]) {
    const owner = askers.find(({name}) => name === 'UNIT_ADMIN')!;
    const token = await keyToken(owner, readOnly);
    const client = graphClient(url, {token});
    const name = readOnly ? 'a read-only key of UNIT_ADMIN' : 'a key of UNIT_ADMIN';
    askers.push({
      name,
      kind: 'key',
      held: owner.held,
      client,
      id: owner.id,
      credentials: {token},
      ...(readOnly && {readOnly}),
    });
  }
  return askers;
}

/** Holds every role at the root: what it sees is what there is. */
export async function whoSeesAll({siege, system}: World): Promise<GraphClient & {id: string}> {
  const person = await siege.person('all-seeing');
  for (const role of roles)
    await siege.services.organisations.slices.grants.grant(system, {
      ...{accountId: person.id, role, organisationId: siege.idOf('acftu')},
    });
  return person;
}

async function displayToken({siege, unit}: World): Promise<string> {
  const {issueDisplayToken} = await siege.admin.ask<{issueDisplayToken: {token: string}}>(
    'mutation ($at: ID!) {issueDisplayToken(name: "wall", organisationId: $at) {token}}',
    {at: unit('own')},
  );
  return issueDisplayToken.token;
}

async function voter({siege, unit}: World): Promise<string> {
  const {registerPartnerApp} = await siege.admin.ask<{registerPartnerApp: {app: {id: string}; secret: string}}>(
    'mutation ($at: ID!) {registerPartnerApp(name: "app", organisationId: $at) {app {id} secret}}',
    {at: unit('own')},
  );
  return new SignJWT({})
    .setProtectedHeader({alg: 'HS256'})
    .setIssuer(registerPartnerApp.app.id)
    .setAudience('concours')
    .setSubject('worker')
    .setExpirationTime('9m')
    .sign(Buffer.from(registerPartnerApp.secret));
}

async function keyToken({client}: Asker, readOnly: boolean): Promise<string> {
  const {viewer} = await client.ask<{viewer: {grants: {id: string}[]}}>('{viewer {grants {id}}}');
  const {createKey} = await client.ask<{createKey: {token: string}}>(
    'mutation ($input: ApiKeyInput!) {createKey(input: $input) {token}}',
    {
      input: {
        ...{name: `key ${readOnly}`, grantIds: viewer.grants.map(({id}) => id), readOnly},
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    },
  );
  return createKey.token;
}
