import {newId} from '@concours/kernel/ids';
import {ABSENT, type ActCase, type OpenCase} from './acts.js';
import type {Asker} from './asking.js';
import type {Spot} from './places.js';
import {at, unitsOnly} from './tree.acts.js';
import type {World} from './world-rows.js';

async function freshAccount({siege, system, unit}: World, spot: Spot): Promise<{id: string; name: string}> {
  const name = `t${newId().toLowerCase()}`;
  const input = {name, displayName: name, password: PASSWORD, organisationId: unit(at(spot))};
  return {id: (await siege.services.organisations.slices.accounts.create(system, input)).id, name};
}
const PASSWORD = 'a password of nobody';
const cache = new Map<string, Promise<{id: string; name: string}>>();
/** One for each place, for what may be done to it again and again. */
const standing = (world: World, spot: Spot): Promise<{id: string; name: string}> => {
  const found = cache.get(at(spot)) ?? freshAccount(world, spot);
  cache.set(at(spot), found);
  return found;
};

const onAccount = (name: string, argument = 'id', answer = '{id displayName}'): ActCase => ({
  needs: ['account.administer'],
  document: `mutation ($id: ID!) {${name}(${argument}: $id) ${answer}}`,
  spots: unitsOnly,
  make: async (world, spot) => ({id: (await standing(world, spot)).id}),
  absent: () => ({id: ABSENT}),
});

/** At each unit within A, and within another campaign: a role that the asker could hand out if the place were theirs. */
const grantSpots: readonly Spot[] = [
  ...unitsOnly.map((spot) => ({...spot, campaign: 'A' as const})),
  {unit: 'own', campaign: 'F'},
];
const roleFor = ({held}: Asker): 'JUDGE' | 'UNIT_REPORTER' =>
  held.some(({role}) => role === 'CAMPAIGN_OWNER') ? 'JUDGE' : 'UNIT_REPORTER';
const wish = async (world: World, spot: Spot, asker: Asker, to = standing) => ({
  ...{accountId: (await to(world, spot)).id, role: roleFor(asker), organisationId: world.unit(at(spot))},
  campaignId: world.campaign[spot.campaign ?? 'A'],
});

async function freshKey(world: World, spot: Spot): Promise<string> {
  const {grants, keys} = world.siege.services.organisations.slices;
  const {id: accountId} = await standing(world, spot);
  const grant = await grants.grant(world.system, {accountId, role: 'REVIEWER', organisationId: world.unit(at(spot))});
  const caller = {...world.system, kind: 'account' as const, id: accountId};
  const expiresAt = new Date(Date.now() + 3_600_000);
  const input = {name: newId(), grantIds: [grant.id], readOnly: true, expiresAt};
  const {key} = await keys.create(caller, input);
  return key.id;
}

/** Made by who administers everything; ended by who may. */
async function made(world: World, document: string, spot: Spot): Promise<string> {
  const answer = await world.siege.admin.ask<Record<string, {id?: string; app?: {id: string}}>>(document, {
    id: world.unit(at(spot)),
  });
  const [row] = Object.values(answer);
  return row?.id ?? row?.app?.id ?? '';
}
const newDisplay = 'mutation ($id: ID!) {issueDisplayToken(name: "wall", organisationId: $id) {id}}';
const newApp = 'mutation ($id: ID!) {registerPartnerApp(name: "app", organisationId: $id) {app {id}}}';
const byUnit = {spots: unitsOnly, make: (world: World, spot: Spot) => ({id: world.unit(at(spot))})};

const onApp = (name: string, call: string, answer: string): ActCase => ({
  needs: ['app.administer'],
  document: `mutation ($id: ID!) {${name}(id: $id${call}) ${answer}}`,
  spots: unitsOnly,
  make: ({apps}, spot) => ({id: apps.find(({unit}) => unit === at(spot))!.id}),
  absent: () => ({id: ABSENT}),
});

export const accessActs: Record<string, ActCase> = {
  createAccount: {
    needs: ['account.administer'],
    document: 'mutation ($input: AccountInput!) {createAccount(input: $input) {id}}',
    spots: unitsOnly,
    make: (world, spot) => ({
      input: {name: 'a b', displayName: 'x', password: PASSWORD, organisationId: world.unit(at(spot))},
    }),
  },
  suspendAccount: onAccount('suspendAccount'),
  reinstateAccount: onAccount('reinstateAccount'),
  inviteAccount: {
    needs: ['account.administer'],
    document: 'mutation ($input: InvitationInput!) {inviteAccount(input: $input) {link}}',
    spots: unitsOnly,
    make: (world, spot) => ({input: {name: 'a b', displayName: 'x', organisationId: world.unit(at(spot))}}),
  },
  makeAccountLink: onAccount('makeAccountLink', 'accountId', '{expiresAt}'),
  takeAwaySecondFactor: onAccount('takeAwaySecondFactor', 'accountId'),
  grantRole: {
    needs: ['grant.handOut'],
    document: 'mutation ($input: GrantInput!) {grantRole(input: $input) {id}}',
    spots: grantSpots,
    // it ended before it was given
    make: async (world, spot, asker) => ({
      input: {...(await wish(world, spot, asker)), until: '2020-01-01T00:00:00Z'},
    }),
  },
  revokeGrant: {
    needs: ['grant.handOut'],
    document: 'mutation ($id: ID!) {revokeGrant(id: $id)}',
    spots: grantSpots,
    make: async (world, spot, asker) => {
      const {grants} = world.siege.services.organisations.slices;
      return {id: (await grants.grant(world.system, await wish(world, spot, asker, freshAccount))).id};
    },
    absent: () => ({id: ABSENT}),
  },
  revokeKey: {
    needs: ['own', 'key.revoke'],
    document: 'mutation ($id: ID!) {revokeKey(id: $id)}',
    spots: unitsOnly,
    make: async (world, spot) => ({id: await freshKey(world, spot)}),
    absent: () => ({id: ABSENT}),
  },
  issueDisplayToken: {needs: ['display.administer'], document: newDisplay, ...byUnit},
  pairDisplay: {
    needs: ['display.administer'],
    document:
      'mutation ($id: ID!) {pairDisplay(input: {code: "ABCD2345", name: "x", organisationId: $id, wall: {kind: PLAN, id: "x"}}) {id}}',
    ...byUnit,
  },
  amendDisplay: {
    needs: ['display.administer'],
    document: 'mutation ($id: ID!) {amendDisplay(id: $id, input: {name: "y"}) {id}}',
    spots: unitsOnly,
    make: async (world, spot) => ({id: await made(world, newDisplay, spot)}),
    absent: () => ({id: ABSENT}),
  },
  revokeDisplayToken: {
    needs: ['display.administer'],
    document: 'mutation ($id: ID!) {revokeDisplayToken(id: $id)}',
    spots: unitsOnly,
    make: async (world, spot) => ({id: await made(world, newDisplay, spot)}),
    absent: () => ({id: ABSENT}),
  },
  registerPartnerApp: {needs: ['app.administer'], document: newApp, ...byUnit},
  removePartnerApp: {
    needs: ['app.administer'],
    document: 'mutation ($id: ID!) {removePartnerApp(id: $id)}',
    spots: unitsOnly,
    make: async (world, spot) => ({id: await made(world, newApp, spot)}),
    absent: () => ({id: ABSENT}),
  },
  addPartnerAppKey: onApp('addPartnerAppKey', '', '{key {id}}'),
  endPartnerAppKey: {
    ...onApp('endPartnerAppKey', '', ''),
    make: async (world, spot) => {
      const {apps} = world.siege.services.organisations.slices;
      return {id: (await apps.register(world.system, {name: 'x', organisationId: world.unit(at(spot))})).key.id};
    },
  },
  suspendPartnerApp: onApp('suspendPartnerApp', ', suspended: false', '{id}'),
  grants: {
    needs: ['account.read'],
    document: 'query ($id: ID!) {grants(organisationId: $id) {totalCount}}',
    ...byUnit,
    absent: () => ({id: ABSENT}),
  },
  explainPermission: {
    needs: ['own', 'account.read'],
    hidden: 'NOT_FOUND',
    document:
      'query ($id: ID!, $at: ID!) {explainPermission(accountId: $id, permission: "work.read", organisationId: $at) {verdict}}',
    spots: unitsOnly,
    make: async (world, spot) => ({id: (await standing(world, spot)).id, at: world.unit('own')}),
    absent: (world) => ({id: ABSENT, at: world.unit('own')}),
  },
};

/** About the own account: for a person who has signed in. */
const own = (document: string, code: string): OpenCase => ({
  ...{needs: ['own'], document, make: () => ({})},
  expected: ({kind}) =>
    kind === 'account' ? code : kind === 'anonymous' ? 'NOT_SIGNED_IN' : ['NOT_PERMITTED', 'PERSON_NEEDED'],
});

export const accessOpen: Record<string, OpenCase> = {
  signIn: {
    needs: ['anybody'],
    document: 'mutation ($name: String!) {signIn(name: $name, password: "of nobody at all") {token}}',
    make: () => ({name: newId().toLowerCase()}),
    expected: () => ['SIGN_IN_REFUSED', 'SIGN_IN_THROTTLED'],
  },
  refreshSession: {
    needs: ['anybody'],
    document: 'mutation ($token: String!) {refreshSession(refreshToken: $token) {token}}',
    make: () => ({token: `cr_${'x'.repeat(43)}`}),
    expected: () => 'SESSION_INVALID',
  },
  setUp: {
    needs: ['anybody'],
    document:
      'mutation {setUp(code: "none", name: "set-up", password: "a password of nobody", displayName: "x", organisationCode: "x", organisationNameZh: "x") {id}}',
    make: () => ({}),
    expected: () => 'SET_UP_CODE_REFUSED',
  },
  choosePassword: {
    needs: ['anybody'],
    document: 'mutation {choosePassword(token: "cl_none", password: "a password of nobody")}',
    make: () => ({}),
    expected: () => 'LINK_INVALID',
  },
  completeSignIn: {
    needs: ['anybody'],
    document: 'mutation {completeSignIn(challenge: "none", code: "123456") {token}}',
    make: () => ({}),
    expected: () => 'SIGN_IN_CHALLENGE_OVER',
  },
  requestPasswordReset: {
    needs: ['anybody'],
    document: 'mutation ($name: String!) {requestPasswordReset(nameOrEmail: $name)}',
    make: () => ({name: newId()}),
    expected: () => ['OK', 'MAIL_NOT_SET_UP'],
  },
  accountLink: {
    needs: ['anybody'],
    document: 'query {accountLink(token: "cl_none") {purpose}}',
    make: () => ({}),
    expected: () => 'LINK_INVALID',
  },
  beginSecondFactor: own('mutation {beginSecondFactor(password: "of nobody at all") {uri}}', 'PASSWORD_WRONG'),
  confirmSecondFactor: own('mutation {confirmSecondFactor(code: "123456")}', 'SECOND_FACTOR_OFF'),
  endSecondFactor: own(
    'mutation {endSecondFactor(code: "123456", password: "of nobody at all") {id}}',
    'PASSWORD_WRONG',
  ),
  changePassword: own(
    'mutation {changePassword(current: "of nobody at all", next: "a password of nobody") {id}}',
    'PASSWORD_WRONG',
  ),
  endSession: own(`mutation {endSession(id: "${ABSENT}")}`, 'NOT_FOUND'),
  endOtherSessions: own('mutation {endOtherSessions}', 'OK'),
  unlinkProvider: own('mutation {unlinkProvider}', 'NOT_PERMITTED'),
  updateProfile: own('mutation {updateProfile(input: {}) {id}}', 'OK'),
  createKey: {
    needs: ['own'],
    document: 'mutation ($input: ApiKeyInput!) {createKey(input: $input) {token}}',
    make: () => ({
      input: {
        ...{name: 'x', grantIds: [ABSENT], readOnly: false},
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      },
    }),
    expected: ({kind}) =>
      kind === 'account'
        ? 'KEY_GRANT_NOT_YOURS'
        : kind === 'anonymous'
          ? 'NOT_SIGNED_IN'
          : ['NOT_PERMITTED', 'PERSON_NEEDED'],
  },
};
