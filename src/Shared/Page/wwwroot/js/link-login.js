import * as api from './api.js';
import * as session from './session.js';

/**
 * A link that signs in once, in a demo only: …/#login=<refresh token>. It is taken out of the address at once, before anybody can copy,
 * bookmark or see it. Elsewhere a stranger could send such a link, and whoever follows it would write into the stranger's account.
 */
export function takeLink() {
  const token = take('login');
  return { use: () => token && 'demo' in document.documentElement.dataset && use(token) };
}

/** The token of a link that invites: …/#invite=<token>. Null if the address has none. */
export const takeInvite = () => take('invite');

/** What a sign-in by an identity provider came to: …/#sign-in=done. Null if the address has none. */
export const takeOutcome = () => take('sign-in');

function take(name) {
  const token = new URLSearchParams(location.hash.slice(1)).get(name);
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

/** Whoever is signed in stays so: the link may be an old one, and to present that again would end its session. */
async function use(token) {
  try {
    if (session.user() && await works()) return;
    await session.exchange(token);
  } catch {
    // An old link is no reason to say more than the login form does.
  }
}

const works = () => api.me().then(() => true, (error) => !(error instanceof session.SignedOut));
