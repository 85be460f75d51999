import {systemCaller} from '@concours/kernel/identity';
import {engines} from '@concours/kernel/testing/scratch-database';
import {SignJWT} from 'jose';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {VoterSession} from './voter-session.js';

const system = systemCaller();
const MORNING = '2024-05-01T01:00:00Z';
const now = Date.parse(MORNING) / 1_000;

describe.each(engines)('a voter’s visit, on %s', (engine) => {
  let scratch: Scratch;
  let app: {id: string; secret: string};
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah'});
    const organisationId = await scratch.id('ah');
    const made = await scratch.service.slices.apps.register(system, {name: '职工之家', organisationId});
    app = {id: made.app.id, secret: made.secret ?? ''};
  });
  afterEach(() => scratch.close());

  const visits = () => scratch.service.slices.voterSessions;
  const signed = (claims: object = {}, exp = now + 600) =>
    new SignJWT({iss: app.id, aud: 'concours', sub: 'worker-7', exp, ...claims})
      .setProtectedHeader({alg: 'HS256'})
      .sign(new TextEncoder().encode(app.secret));
  const who = (token: string) => scratch.service.slices.identity.resolve({token}, 'r');
  const rows = () => scratch.service.database.read.find(VoterSession);

  test('says of the voter all that the app’s token said, and outlives it', async () => {
    const token = await signed({org: 'ah.hefei', dev: 'telephone-9', since: '2023-11-07'});
    const byToken = await scratch.service.slices.identity.resolve({voterToken: token}, 'r');
    const visit = await visits().exchange(token, 'r');
    expect(await who(visit.token)).toEqual(byToken);
    expect(byToken).toMatchObject({voter: {organisation: await scratch.id('ah.hefei'), since: '2023-11-07'}});
    scratch.realTime.set('2024-05-01T02:59:59Z');
    expect(await who(visit.token)).toEqual(byToken);
    scratch.realTime.set('2024-05-01T03:00:00Z');
    expect([await who(visit.token), visit.expiresAt.toISOString()]).toEqual([null, '2024-05-01T03:00:00.000Z']);
  });

  test('leaves out what the app did not say', async () => {
    const visit = await visits().exchange(await signed(), 'r');
    const caller = await who(visit.token);
    expect(caller).toMatchObject({kind: 'voter', id: `${app.id}:worker-7`, grants: []});
    expect([caller?.voter?.organisation, caller?.voter?.since, caller?.device]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('does not begin with a token that is over, not the app’s, or of an app that is suspended', async () => {
    const refused = (token: string) =>
      expect(visits().exchange(token, 'r')).rejects.toMatchObject({code: 'VOTER_TOKEN_INVALID'});
    await refused(await signed({}, now - 1));
    await refused(await signed({iss: 'openid:id.example.org'}));
    await refused('');
    await scratch.service.slices.apps.suspend(system, app.id, true);
    await refused(await signed());
    expect(await rows()).toEqual([]);
  });

  test('ends with the app that vouched for it, and when the voter leaves', async () => {
    const {apps} = scratch.service.slices;
    const [one, other] = [await visits().exchange(await signed(), 'r'), await visits().exchange(await signed(), 'r')];
    await visits().end(one.token);
    expect([await who(one.token), (await who(other.token))?.kind]).toEqual([null, 'voter']);
    await apps.suspend(system, app.id, true);
    expect(await who(other.token)).toBeNull();
    await apps.suspend(system, app.id, false);
    expect((await who(other.token))?.kind).toBe('voter');
    await apps.remove(system, app.id);
    expect(await who(other.token)).toBeNull();
  });

  test('of the provider needs no app, and no app may take a provider’s name', async () => {
    const visit = await visits().ofProvider('https://id.example.org/realm', 'a'.repeat(64));
    expect(await who(visit.token)).toMatchObject({voter: {app: 'openid:id.example.org', id: 'a'.repeat(64)}});
    const taken = {id: 'openid:id.example.org', name: '冒名', organisationId: await scratch.id('ah')};
    await expect(scratch.service.slices.apps.register(system, taken)).rejects.toThrow('no colon');
  });

  test('is kept as a hash, and swept when it is over', async () => {
    const visit = await visits().exchange(await signed(), 'r');
    const [row] = await rows();
    expect(JSON.stringify(row)).not.toContain(visit.token.slice(3));
    scratch.realTime.set('2024-05-01T04:00:00Z');
    await visits().exchange(await signed({}, Date.parse('2024-05-01T04:05:00Z') / 1_000), 'r');
    const left = await rows();
    expect([left.length, left[0]!.hash === row!.hash]).toEqual([1, false]);
  });

  test.each(['cv_', 'cv_short', `cs_${'a'.repeat(43)}`, `cv_${'a'.repeat(43)}`])(
    'is nobody’s with %s',
    async (token) => {
      expect(await who(token)).toBeNull();
    },
  );
});
