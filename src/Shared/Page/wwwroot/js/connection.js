// Whether the server can be reached. The browser only knows of a network, and a server on this machine needs none: so the server is asked.

const PAUSE = 3000;
const PATIENCE = 10_000;

const changes = new EventTarget();
let isLost = false;
let timer;

export const isOffline = () => isLost;

/** Tells of each change. Returns a function that ends this. */
export function onConnection(listener) {
  changes.addEventListener('change', listener);
  return () => changes.removeEventListener('change', listener);
}

/** Waits until the server can be reached, or cannot be. */
export const connection = ({ isLost: wanted }) => new Promise((resolve) => {
  const end = onConnection(look);
  look();

  function look() {
    if (isLost !== wanted) return;
    end();
    resolve();
  }
});

/** A request came through. */
export function reached() {
  clearInterval(timer);
  turn(false);
}

/** A request did not come through. From now on the server is asked again and again. */
export function lost() {
  if (!isLost) timer = setInterval(() => document.hidden || ask(), PAUSE);
  turn(true);
}

function turn(now) {
  if (isLost === now) return;
  isLost = now;
  changes.dispatchEvent(new Event('change'));
}

const ask = () => fetch(new URL('health', document.baseURI), { signal: AbortSignal.timeout(PATIENCE) })
  .then(({ ok }) => (ok ? reached() : lost()), lost);

/**
 * Calls back when a connection may have died unnoticed: the browser is online again, or its tab is in the foreground again.
 * @returns a function that ends this
 */
export function onWake(callback) {
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener('online', callback, { signal });
  addEventListener('pageshow', callback, { signal });
  document.addEventListener('visibilitychange', () => document.hidden || callback(), { signal });
  return () => ended.abort();
}

onWake(() => isLost && ask());
addEventListener('offline', ask);
