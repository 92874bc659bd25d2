// Who is signed in. The access token lives in the browser's storage, so that all tabs have the same one. The refresh token is in a cookie
// that no script can read.

import { send } from './http.js';
import { exclusively } from './lock.js';
import { parsed, stored } from './stored.js';
import { t } from './text.js';

const KEY = 'samosachaat.session';
const EARLY = 30_000;

/** Nobody is signed in, or not any more. */
export class SignedOut extends Error {
  constructor() {
    super(t('You are no longer signed in.'));
  }
}

const isText = (value) => typeof value === 'string';
const isSound = ({ user, access_token, expires_at }) =>
  isText(user?.id) && isText(user.email) && isText(access_token) && Number.isFinite(expires_at);
const read = () => stored(KEY, isSound);

/** The account, as GET /auth/me has it; null if nobody is signed in. */
export const user = () => read()?.user ?? null;

/** True if the token says that its user is an administrator. The server decides on each request all the same. */
export function isAdmin() {
  try {
    return JSON.parse(atob(read().access_token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).role === 'admin';
  } catch {
    return false;
  }
}

/** Keeps what the server has of the signed-in user now. */
export const update = (user) => localStorage.setItem(KEY, JSON.stringify({ ...read(), user }));

/** `kind` is login or register. */
export async function signIn(kind, credentials) {
  keep(await ask(`/auth/${kind}`, credentials));
}

/** Signs in who has just come back from an identity provider. The proof is a cookie, so a link from a stranger signs nobody in. */
export async function takeFromProvider() {
  keep(await ask('/auth/providers/session'));
}

/** An access token that should be good; with `refused`, one that is not that. */
export async function accessToken(refused) {
  const session = read();
  if (!session) throw new SignedOut();
  const isFresh = session.access_token !== refused && Date.now() < session.expires_at - EARLY;
  return isFresh ? session.access_token : refresh(session.access_token);
}

/**
 * A refresh token is good once, and presenting an old one ends the session. So tabs take turns, and each looks first
 * whether another has been there already.
 */
function refresh(stale) {
  return exclusively('samosachaat.refresh', async () => {
    const session = read();
    if (!session) throw new SignedOut();
    if (session.access_token !== stale) return session.access_token;
    try {
      // A session from before there was the cookie has its refresh token here.
      return await exchange(session.refresh_token ?? '');
    } catch (error) {
      if (error.status !== 401) throw error;
      forget();
      throw new SignedOut();
    }
  });
}

/** Signs in with a refresh token: the one of the cookie if this is empty, or the one of a link. */
export const exchange = async (refresh_token) => keep(await ask('/auth/token/refresh', { refresh_token }));

const ask = async (path, body) => (await send(path, { method: 'POST', body, headers: { 'x-refresh-token': 'cookie' } })).json();

const leaving = [];

/** Calls `then` when somebody signs out here, to forget what this browser keeps of the account. */
export const onSignOut = (then) => leaving.push(then);

export async function signOut() {
  const session = read();
  forget();
  await Promise.all(leaving.map((then) => then()));
  // Gone here whatever happens; the server is told if it can be.
  if (session) await send('/auth/logout', { method: 'POST', token: session.access_token }).catch(() => {});
}

/** Calls `then` when somebody signs in or out, here or in another tab. */
export function onChange(then) {
  changed.addEventListener('change', then);
  addEventListener('storage', (event) => {
    const was = parsed(event.oldValue)?.user?.id;
    if (event.key === KEY && was !== user()?.id) then();
  });
}

const changed = new EventTarget();

function keep(answer) {
  const was = user()?.id;
  const { access_token, expires_in } = answer;
  localStorage.setItem(KEY, JSON.stringify({ user: answer.user, access_token, expires_at: Date.now() + expires_in * 1000 }));
  if (was !== answer.user.id) changed.dispatchEvent(new Event('change'));
  return access_token;
}

function forget() {
  localStorage.removeItem(KEY);
  changed.dispatchEvent(new Event('change'));
}
