import Provider from 'oidc-provider';

/**
 * A real provider as a process of its own: `node oidc-provider.mjs <port> <redirect uri>`. Whoever types a name is that
 * person, with a verified address unless the name begins with "unverified".
 */
const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'concours',
      client_secret: 'a secret of the tests',
      redirect_uris: [redirectUri],
      response_types: ['code'],
    },
  ],
  claims: {openid: ['sub'], email: ['email', 'email_verified']},
  pkce: {required: () => true},
  cookies: {keys: ['of the tests']},
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({sub: id, email: `${id}@example.com`, email_verified: !id.startsWith('unverified')}),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write(`provider ${issuer}\n`));
