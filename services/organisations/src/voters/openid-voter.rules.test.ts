import {isOfProvider, providerApp} from './openid-voter.rules.js';

test.each([
  ['https://id.example.org/realm', 'openid:id.example.org'],
  ['https://ID.Example.org', 'openid:id.example.org'],
  ['http://127.0.0.1:4010', 'openid:127.0.0.1:4010'],
  [`https://${'a'.repeat(200)}.example`, `openid:${'a'.repeat(100)}`],
])('voters who come by %s are vouched for by %s', (issuer, app) => {
  expect(providerApp(issuer)).toBe(app);
  expect(isOfProvider(app)).toBe(true);
});

test.each(['01J0000000000000000000000A', 'demo-app', 'openid', 'account'])('%s is no provider', (app) => {
  expect(isOfProvider(app)).toBe(false);
});
