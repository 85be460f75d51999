import {returnPath} from './oidc.rules.js';
import {readOidc} from './oidc-settings.js';
import {EnvironmentReader} from '@concours/kernel/environment';

test.each([
  ['/works?state=DRAFT#top', '/works?state=DRAFT#top'],
  ['/工作', '/工作'],
  ['/', '/'],
  ['//x', '/'],
  ['/\\x', '/'],
  ['/a\\b', '/'],
  ['/\u2028/x', '/'],
  ['https://x', '/'],
  ['works', '/'],
  [undefined, '/'],
])('to go to %j afterwards is to go to %s', (wanted, path) => {
  expect(returnPath(wanted)).toBe(path);
});

describe('settings of a provider', () => {
  const whole = {OIDC_ISSUER: 'https://id.example/realm', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's'};
  const read = (source: Record<string, string>) => {
    const reader = new EnvironmentReader(source);
    const settings = readOidc(reader);
    reader.finish();
    return settings;
  };

  test('are all of it or nothing', () => {
    expect(read({})).toBeUndefined();
    expect(read(whole)).toMatchObject({issuer: whole.OIDC_ISSUER, name: {zh: '统一身份认证'}});
    for (const name of Object.keys(whole))
      expect(() => read({...whole, [name]: ''})).toThrow('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  });

  test.each([
    ['https://id.example', true],
    ['http://127.0.0.1:4010', true],
    ['http://localhost/realm', true],
    ['http://id.example', false],
    ['http://127.0.0.1.id.example', false],
    ['https://id.example?x=1', false],
    ['id.example', false],
  ])('%s is an issuer: %s', (issuer, is) => {
    if (is) expect(read({...whole, OIDC_ISSUER: issuer})).toMatchObject({issuer});
    else expect(() => read({...whole, OIDC_ISSUER: issuer})).toThrow('OIDC_ISSUER must be');
  });
});
