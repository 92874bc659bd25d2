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
