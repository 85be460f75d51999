import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {PersonalVault} from '@concours/kernel/personal/vault';
import {accountWith, grantOf} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload} from 'jose';
import {createPublicKey, generateKeyPairSync} from 'node:crypto';
import {scratchOrganisations, type Scratch} from '../../testing/scratch-organisations.js';
import {AppKey} from './app-key.js';
import {AppKeyring} from './app-keys.js';
import {PartnerApp} from './partner-app.js';
import {PartnerAppService} from './partner-app.service.js';

const system = systemCaller();
const now = Date.parse('2024-05-01T01:00:00Z') / 1_000;
const bytes = (secret: string) => new TextEncoder().encode(secret);

describe.each(engines)('an app, on %s', (engine) => {
  let scratch: Scratch;
  let organisationId: string;
  beforeEach(async () => {
    scratch = await scratchOrganisations(engine);
    await scratch.plant({ah: null, 'ah.hefei': 'ah'});
    organisationId = await scratch.id('ah');
  });
  afterEach(() => scratch.close());

  const apps = () => scratch.service.slices.apps;
  const read = () => scratch.service.database.read;
  const callerOf = (voterToken: string) => scratch.service.slices.identity.resolve({voterToken}, 'r');
  const good = (iss: string): JWTPayload => ({iss, aud: 'concours', sub: 'worker-7', exp: now + 600});
  const register = async (publicKey?: string) => {
    const {app, key, secret} = await apps().register(system, {name: '职工之家', organisationId, publicKey});
    return {app, key, secret: secret ?? ''};
  };
  const hs256 = (claims: JWTPayload, secret: string, kid?: string) =>
    new SignJWT(claims).setProtectedHeader({alg: 'HS256', kid}).sign(bytes(secret));
  const refused = (token: string) => expect(callerOf(token)).rejects.toMatchObject({code: 'VOTER_TOKEN_INVALID'});

  describe('that gave a public key', () => {
    test.each(['ES256', 'EdDSA'])('vouches with %s, as PEM and as JWK, with its kid and without', async (alg) => {
      const {publicKey, privateKey} = await generateKeyPair(alg, {extractable: true});
      for (const text of [await exportSPKI(publicKey), JSON.stringify(await exportJWK(publicKey))]) {
        const {app, key, secret} = await register(text);
        expect([secret, key.algorithm]).toEqual(['', alg]);
        for (const kid of [undefined, key.id]) {
          const token = await new SignJWT(good(app.id)).setProtectedHeader({alg, kid}).sign(privateKey);
          expect(await callerOf(token)).toMatchObject({kind: 'voter', id: `${app.id}:worker-7`});
        }
      }
    });

    test('is not vouched for by who signs with its public key as if it were a secret', async () => {
      const {publicKey} = await generateKeyPair('ES256', {extractable: true});
      const pem = await exportSPKI(publicKey);
      const jwk = JSON.stringify(await exportJWK(publicKey));
      const {app, key} = await register(pem);
      for (const secret of [pem, pem.trim(), jwk, key.material]) {
        for (const kid of [undefined, key.id]) await refused(await hs256(good(app.id), secret, kid));
      }
      await refused(new UnsecuredJWT(good(app.id)).encode());
    });

    const bad: [string, () => string | Promise<string>][] = [
      [
        'a private key',
        () => generateKeyPairSync('ed25519').privateKey.export({format: 'pem', type: 'pkcs8'}) as string,
      ],
      ['a private JWK', () => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({format: 'jwk'}))],
      [
        'an RSA key',
        () =>
          generateKeyPairSync('rsa', {modulusLength: 2048}).publicKey.export({format: 'pem', type: 'spki'}) as string,
      ],
      [
        'another curve',
        () =>
          generateKeyPairSync('ec', {namedCurve: 'secp384r1'}).publicKey.export({
            format: 'pem',
            type: 'spki',
          }) as string,
      ],
      ['a secret as a JWK', () => JSON.stringify({kty: 'oct', k: 'c2VjcmV0'})],
      ['nonsense', () => 'nonsense'],
      ['half a JWK', () => '{"kty":"EC"}'],
      ['a megabyte', () => 'x'.repeat(1_000_000)],
    ];
    test.each(bad)('is refused with %s', async (_, made) => {
      await expect(register(await made())).rejects.toMatchObject({code: 'PUBLIC_KEY_INVALID'});
      expect(await read().count(PartnerApp)).toBe(0);
    });
  });

  test('signs with an old and a new secret side by side until the old one is ended', async () => {
    const {app, key, secret} = await register();
    const added = await apps().addKey(system, app.id);
    const [old, fresh] = [await hs256(good(app.id), secret), await hs256(good(app.id), added.secret ?? '')];
    for (const token of [old, fresh]) expect((await callerOf(token))?.kind).toBe('voter');
    // a token that names a key is held to it
    await refused(await hs256(good(app.id), secret, added.key.id));
    await refused(await hs256(good(app.id), secret, newId()));
    await apps().endKey(system, key.id);
    await refused(old);
    expect((await callerOf(fresh))?.kind).toBe('voter');
    await apps().addKey(system, app.id);
    await apps().addKey(system, app.id);
    await expect(apps().addKey(system, app.id)).rejects.toMatchObject({code: 'APP_KEYS_TOO_MANY'});
  });

  test('is believed no longer while it is suspended, and again afterwards', async () => {
    const {app, secret} = await register();
    const token = await hs256(good(app.id), secret);
    await apps().suspend(system, app.id, true);
    await refused(token);
    await apps().suspend(system, app.id, false);
    expect((await callerOf(token))?.kind).toBe('voter');
    await apps().remove(system, app.id);
    await refused(token);
    expect(await read().count(AppKey)).toBe(0);
  });

  test('says of its voter which device it is, and since when it knows them', async () => {
    const {app, secret} = await register();
    const more = {dev: 'telephone-9', since: '2023-11-07', org: 'ah.hefei'};
    const voter = {app: app.id, id: 'worker-7', since: '2023-11-07', organisation: await scratch.id('ah.hefei')};
    expect(await callerOf(await hs256({...good(app.id), ...more}, secret))).toMatchObject({
      voter,
      device: `${app.id}:telephone-9`,
    });
    const plain = await callerOf(await hs256(good(app.id), secret));
    expect([plain?.voter?.since, plain?.device]).toEqual([undefined, undefined]);
    await refused(await hs256({...good(app.id), ...more, since: 'yesterday'}, secret));
  });

  test('does not vouch with the secret of another app', async () => {
    const [one, other] = [await register(), await register()];
    await refused(await hs256(good(one.app.id), other.secret));
    await refused(await hs256(good(one.app.id), other.secret, other.key.id));
  });

  test('has its secret sealed: as registered, from an earlier version, and with the newest key', async () => {
    const {app, secret} = await register();
    const row = await read().findOneByOrFail(AppKey, {appId: app.id});
    expect([row.material.includes(secret), row.ending]).toEqual([false, secret.slice(-4)]);
    const former = newId();
    await scratch.service.database.write(async (manager) => {
      const plain = {
        id: former,
        name: '旧',
        organisationId,
        secret: 'kept in the open',
        suspendedAt: null,
        createdAt: new Date(),
      };
      await manager.insert(PartnerApp, plain);
    });
    await apps().sealSecrets();
    await apps().sealSecrets();
    expect(await read().findOneByOrFail(PartnerApp, {id: former})).toMatchObject({secret: ''});
    const [sealed, ...others] = await read().findBy(AppKey, {appId: former});
    expect([sealed.material.includes('kept in the open'), others]).toEqual([false, []]);
    expect((await callerOf(await hs256(good(former), 'kept in the open')))?.kind).toBe('voter');

    const keys = [{id: 'test', secret: 'known to the tests and to nobody else'}];
    const rotated = new AppKeyring(
      new PersonalVault([{id: 'newer', secret: 'a newer secret of the very same house'}, ...keys]),
    );
    await new PartnerAppService(scratch.service.database, scratch.service.clock, rotated).sealSecrets();
    const again = await read().find(AppKey);
    expect(again.map(({material}) => material.split(':')[0])).toEqual(['newer', 'newer']);
    for (const key of again.filter(({appId}) => appId === app.id))
      expect(await rotated.verifying(key)).toEqual(bytes(secret));
  });

  test('has its voters counted by day: a token once, however often it is asked about', async () => {
    const {app, secret} = await register();
    for (let index = 0; index < 3; index++) {
      const token = await hs256({...good(app.id), sub: `worker-${index}`}, secret);
      for (let asked = 0; asked < 3; asked++) await callerOf(token);
    }
    await refused(await hs256(good(app.id), 'another'));
    await scratch.service.stop?.();
    scratch.realTime.set('2024-05-01T16:30:00Z');
    const exp = Date.parse('2024-05-01T16:35:00Z') / 1_000;
    await callerOf(await hs256({...good(app.id), exp}, secret));
    await scratch.service.stop?.();
    const caller: Caller = accountWith(grantOf('PLATFORM_ADMIN', await scratch.path('ah')));
    const query =
      '{ partnerApps { name suspended organisation { code } keys { algorithm ending } voterTokens { day tokens } } }';
    const listed = (await execute(scratch.service, {caller, query})).expectData();
    const days = [
      {day: '2024-05-02', tokens: 1},
      {day: '2024-05-01', tokens: 3},
    ];
    const keys = [{algorithm: 'HS256', ending: secret.slice(-4)}];
    expect(listed).toEqual({
      partnerApps: [{name: '职工之家', suspended: false, organisation: {code: 'ah'}, keys, voterTokens: days}],
    });
  });

  const others: [string, () => Promise<Caller>, string, boolean][] = [
    [
      'a unit’s administrator',
      async () => accountWith(grantOf('UNIT_ADMIN', await scratch.path('ah'))),
      'NOT_PERMITTED',
      false,
    ],
    ['an auditor', async () => accountWith(grantOf('AUDITOR', await scratch.path('ah'))), 'NOT_PERMITTED', true],
    [
      'who administers another place',
      async () => accountWith(grantOf('PLATFORM_ADMIN', await scratch.path('ah.hefei'))),
      'NOT_PERMITTED',
      true,
    ],
    [
      'a key',
      async () => ({...accountWith(grantOf('PLATFORM_ADMIN', await scratch.path('ah'))), kind: 'key'}),
      'PERSON_NEEDED',
      true,
    ],
  ];
  test.each(others)('%s changes nothing about it', async (_, who, code, reads) => {
    const {app, key} = await register();
    const by = await who();
    const acts = [
      () => apps().register(by, {name: 'x', organisationId}),
      () => apps().addKey(by, app.id),
      () => apps().addKey(by, newId()),
      () => apps().endKey(by, key.id),
      () => apps().endKey(by, newId()),
      () => apps().suspend(by, app.id, true),
      () => apps().remove(by, app.id),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({code});
    if (!reads) await expect(apps().list(by)).rejects.toMatchObject({code});
    else await apps().list(by);
    expect(await read().count(AppKey)).toBe(1);
  });
});

test('what is kept of a public key is public', async () => {
  const {publicKey} = generateKeyPairSync('ec', {namedCurve: 'prime256v1'});
  const keyring = new AppKeyring(new PersonalVault([{id: 'test', secret: 'known to the tests and to nobody else'}]));
  const pem = publicKey.export({format: 'pem', type: 'spki'}) as string;
  const {material} = await keyring.publicKey(pem);
  expect(createPublicKey({key: JSON.parse(material) as object as never, format: 'jwk'}).equals(publicKey)).toBe(true);
});
