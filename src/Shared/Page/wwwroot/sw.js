// Keeps the files of the page, so that a second visit asks for the index only, and none when the server is away. What the page shows then is kept
// by itself: see js/kept.js.

/** The server writes the version of all files here, so another program has another worker. The index comes with it as `Page-Version`. */
const VERSION = 'none';
const CACHE = `samosachaat ${VERSION}`;
const FILES = [
  './',
  'manifest.webmanifest',
  'css/account.css', 'css/base.css', 'css/chat.css', 'css/controls.css', 'css/layout.css', 'css/libraries.css', 'css/markdown.css', 'css/messages.css',
  'icons/samosa.svg', 'icons/icon-180.png', 'icons/icon-192.png', 'icons/icon-512.png', 'icons/maskable-512.png',
  'js/account/access.js', 'js/account/data.js', 'js/account/device.js', 'js/account/me.js', 'js/account/page.js', 'js/account/parts.js',
  'js/account/requests.js', 'js/account/trash.js', 'js/account/upload.js', 'js/account/users.js',
  'js/actions.js', 'js/address.js', 'js/answer.js', 'js/api.js', 'js/app.js', 'js/busy.js', 'js/chat.js', 'js/composer.js', 'js/confirm.js',
  'js/connection.js', 'js/conversations.js', 'js/copy.js', 'js/deletion.js', 'js/delivery.js', 'js/dom.js', 'js/drafts.js', 'js/drawer.js',
  'js/editor.js', 'js/endings.js', 'js/events.js', 'js/found.js', 'js/http.js', 'js/ids.js', 'js/kept.js', 'js/keys.js', 'js/link-login.js',
  'js/loading.js', 'js/lock.js', 'js/login.js', 'js/menu.js', 'js/models.js', 'js/notice.js', 'js/offline.js', 'js/pages.js', 'js/providers.js',
  'js/question.js', 'js/read-turn.js', 'js/reading.js', 'js/reasoning.js', 'js/rename.js', 'js/row-actions.js', 'js/running.js', 'js/scroll.js',
  'js/sending.js', 'js/session.js', 'js/shortcuts.js', 'js/sidebar.js', 'js/stored.js', 'js/temporary.js', 'js/text.js', 'js/theme.js', 'js/thread.js',
  'js/times.js', 'js/titles.js', 'js/turn-view.js', 'js/turns.js', 'js/untitled.js', 'js/versions.js',
  'js/markdown/address.js', 'js/markdown/block.js', 'js/markdown/brackets.js', 'js/markdown/code-span.js', 'js/markdown/code.js',
  'js/markdown/continue.js', 'js/markdown/delimiters.js', 'js/markdown/entities.js', 'js/markdown/formula-text.js', 'js/markdown/formula.js',
  'js/markdown/growing.js', 'js/markdown/held.js', 'js/markdown/highlight.js', 'js/markdown/inline.js', 'js/markdown/line.js', 'js/markdown/link.js',
  'js/markdown/mathml.js', 'js/markdown/parser.js', 'js/markdown/references.js', 'js/markdown/rows.js', 'js/markdown/start.js',
  'js/markdown/table.js', 'js/markdown/target.js', 'js/markdown/view.js', 'libraries/index.js',
];
// The texts in the language of the page, which says when it registers this worker. In English it needs none.
const LANGUAGE = new URLSearchParams(location.search).get('language');
if (LANGUAGE) FILES.push(`lang/${LANGUAGE}.json`);
const OURS = new Set(FILES.map((file) => new URL(file, registration.scope).href));
// They are kept when an answer has needed them.
const LIBRARIES = new URL('libraries/', registration.scope).href;

const INDEX = registration.scope;

/** Whether the server has the version that is kept. Nobody knows before the index has come. */
let isCurrent = false;

addEventListener('install', (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(removeOthers().then(() => clients.claim())));

addEventListener('fetch', (event) => {
  const address = event.request.url.split(/[?#]/)[0];
  if (event.request.method !== 'GET') return;
  if (address === INDEX) event.respondWith(index(event.request));
  else if (OURS.has(address) || address.startsWith(LIBRARIES)) event.respondWith(file(event.request, address));
});

async function removeOthers() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

/** From the server; from what was kept where there is none. */
async function index(request) {
  const response = await fetch(request).catch(() => null);
  isCurrent = !response?.ok || response.headers.get('Page-Version') === VERSION;
  return response?.ok ? response : await caches.match(INDEX) ?? response ?? Response.error();
}

/** From what was kept, if the server has the same; from the server. */
async function file(request, address) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(address);
  if (kept && isCurrent) return kept;
  const response = await fetch(request).catch(() => null);
  if (response?.ok && address.startsWith(LIBRARIES)) cache.put(address, response.clone());
  return response?.ok ? response : kept ?? response ?? Response.error();
}
