// The list of conversations: the pinned ones, then all others by day, searched while one types. Archived ones are a list of their own.

import { isOffline } from './connection.js';
import { Conversations } from './conversations.js';
import { $, h, iconButton } from './dom.js';
import { later } from './http.js';
import { notice } from './notice.js';
import { locale, t } from './text.js';

const SEARCH_PAUSE = 150;
const ENOUGH = 30;

export function sidebar({ conversations, onChanged, onDeleted }) {
  const [list, search, more] = [$('list'), $('search'), $('more')];
  const archived = new Conversations({ archived: true });
  const rowOf = (id) => list.querySelector(`[data-id="${id}"]`);
  let shown = conversations;
  let current = null;
  let count = 0;
  // The list whose next page is on its way.
  let loading = null;
  let timer;
  // Both are loaded when they are first used.
  let messageSearch;
  let openActions;

  for (const either of [conversations, archived]) either.addEventListener('change', () => either === shown && draw());
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      draw();
      searchMessages(search.value.trim()).catch((error) => notice(error.message));
    }, SEARCH_PAUSE);
  });
  more.addEventListener('click', load);
  $('archived').addEventListener('click', () => show(archived));
  $('listed').addEventListener('click', () => show(conversations));
  // Whoever scrolls down need not press it.
  new IntersectionObserver(([entry]) => entry.isIntersecting && load()).observe(more);

  async function searchMessages(text) {
    messageSearch ??= await later('./found.js');
    messageSearch.show($('found'), text);
  }

  async function show(wanted) {
    shown = wanted;
    archived.clear();
    draw();
    $(shown === archived ? 'listed' : 'archived').focus();
    if (shown === archived) await load();
  }

  async function load() {
    const wanted = shown;
    if (loading === wanted || isOffline()) return;
    loading = wanted;
    try {
      do await wanted.loadMore({ large: search.value !== '' });
      while (wanted === shown && isSearching());
    } catch (error) {
      notice(error.message);
    } finally {
      if (loading === wanted) loading = null;
    }
  }

  /** What one looks for may be further down than has been loaded. */
  const isSearching = () => search.value.trim() && count < ENOUGH && shown.hasMore;

  function draw() {
    // A row that is being renamed is left alone; it draws when that is done.
    if (list.querySelector('input')) return;
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = shown.items.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
    const focused = document.activeElement.closest('li')?.dataset.id;
    list.replaceChildren(...sections(found).map(([name, items]) => h('section', {}, h('h2', {}, name), h('ul', {}, ...items.map(row)))));
    if (focused) rowOf(focused)?.querySelector('a').focus();
    more.hidden = !shown.isCut;
    $('shelf').hidden = shown !== archived;
    $('archived').hidden = shown === archived || !shown.isKnown;
    $('none').hidden = found.length > 0 || shown.hasMore || !shown.isKnown;
    $('none').textContent = wanted ? t('No matching titles.') : shown === archived ? t('Nothing is archived.') : t('Your conversations appear here.');
    count = found.length;
    if (isSearching()) load();
  }

  function sections(found) {
    const pinned = found.filter((conversation) => conversation.pinned && shown !== archived);
    const others = byDay(found.filter((conversation) => !pinned.includes(conversation)));
    return pinned.length ? [[t('Pinned'), pinned], ...others] : others;
  }

  function row(conversation) {
    const { id, title } = conversation;
    const button = iconButton('dots', t('Actions for {title}', { title }), () => showActions(button, { ...conversation, archived: shown === archived }));
    button.classList.add('when-online');
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    return h('li', { 'data-id': id }, h('a', { href: `#chat=${id}`, dir: 'auto', title, 'aria-current': id === current && 'page' }, title), button);
  }

  async function showActions(button, conversation) {
    try {
      openActions ??= (await later('./row-actions.js')).rowActions(
        { listed: conversations, archived }, { rowOf, redraw: draw, focus, onChanged, onDeleted });
      openActions(button, conversation);
    } catch (error) {
      notice(error.message);
    }
  }

  /** Goes to a row; to the first one if it is gone. */
  function focus(id) {
    (rowOf(id)?.querySelector('a') ?? list.querySelector('a') ?? $('new')).focus();
  }

  return {
    /** Shows the list of somebody else. */
    reset() {
      shown = conversations;
      archived.clear();
      messageSearch?.show($('found'), '');
    },

    /** Marks the conversation that is open. */
    select(id) {
      current = id;
      draw();
    },
  };
}

const DAY = 86_400_000;

/** Conversations, newest first, under the names that one has for when that was: [['Today', [...]], ...]. */
function byDay(conversations, now = Date.now()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const groups = new Map();
  for (const conversation of conversations) {
    const name = nameOf(midnight - Date.parse(conversation.updated_at), conversation.updated_at);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(conversation);
  }
  return [...groups];
}

function nameOf(beforeMidnight, time) {
  if (beforeMidnight <= 0) return t('Today');
  if (beforeMidnight <= DAY) return t('Yesterday');
  if (beforeMidnight <= 7 * DAY) return t('Last seven days');
  return new Date(time).toLocaleDateString(locale, { month: 'long', year: 'numeric' });
}
