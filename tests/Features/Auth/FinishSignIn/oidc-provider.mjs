// A certified OpenID provider (npm's oidc-provider) for one test. It reads the page's callback from the first line of its input.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const jwk = (kid, type, options) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });
const keys = [jwk('rsa', 'rsa', { modulusLength: 2048 }), jwk('ec', 'ec', { namedCurve: 'P-256' })];
const accessToken = (alg) => ({ scope: 'chat', audience: 'chat-api', accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg } } });

const server = createServer().listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
createInterface({ input: process.stdin }).once('line', (callback) => {
  const page = { client_id: 'page', client_secret: 'the secret of the page', redirect_uris: [callback] };
  const script = (client_id) => ({ client_id, client_secret: 'a secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] });
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [page, { ...page, client_id: 'signs-by-ec', id_token_signed_response_alg: 'ES256' }, script('script')],
    jwks: { keys },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} of work`, email: `${id}@example.com`, email_verified: true }) }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: { enabled: true, getResourceServerInfo: (_, resource) => accessToken(resource.split('/').pop()) },
    },
  });
  server.on('request', provider.callback());
  console.log('ready');
});
