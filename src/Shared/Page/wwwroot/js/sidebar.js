// The list of conversations: by day, searched while one types, each with its name and what can be done to it.

import * as api from './api.js';
import { confirm } from './confirm.js';
import { byDay } from './days.js';
import { $, h, iconButton } from './dom.js';
import { notice } from './notice.js';
import { rename } from './rename.js';

const SEARCH_PAUSE = 150;
const ENOUGH = 30;

export function sidebar({ conversations, onChanged, onDeleted }) {
  const [list, search, more] = [$('list'), $('search'), $('more')];
  let current = null;
  let shown = 0;
  let isLoading = false;
  let timer;

  conversations.addEventListener('change', draw);
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(draw, SEARCH_PAUSE);
  });
  more.addEventListener('click', load);
  // Whoever scrolls down need not press it.
  new IntersectionObserver(([entry]) => entry.isIntersecting && load()).observe(more);

  async function load() {
    if (isLoading) return;
    isLoading = true;
    try {
      do await conversations.loadMore({ large: search.value !== '' });
      while (isSearching());
    } catch (error) {
      notice(error.message);
    } finally {
      isLoading = false;
    }
  }

  /** What one looks for may be further down than has been loaded. */
  const isSearching = () => search.value.trim() && shown < ENOUGH && conversations.hasMore;

  function draw() {
    // A row that is being renamed is left alone; it draws when that is done.
    if (list.querySelector('input')) return;
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = conversations.items.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
    const focused = document.activeElement.closest('li')?.dataset.id;
    list.replaceChildren(...byDay(found).map(([day, items]) => h('section', {}, h('h2', {}, day), h('ul', {}, ...items.map(row)))));
    if (focused) list.querySelector(`[data-id="${focused}"] a`)?.focus();
    more.hidden = !conversations.isCut;
    $('none').hidden = found.length > 0 || conversations.hasMore || !conversations.isKnown;
    $('none').textContent = wanted ? 'No matching titles.' : 'Your conversations appear here.';
    shown = found.length;
    if (isSearching()) load();
  }

  const row = (conversation) => h('li', { 'data-id': conversation.id },
    h('a', { href: `#chat=${conversation.id}`, dir: 'auto', title: conversation.title, 'aria-current': conversation.id === current && 'page' }, conversation.title),
    iconButton('pen', `Rename ${conversation.title}`, (event) => startRenaming(event.currentTarget.closest('li'), conversation)),
    iconButton('bin', `Delete ${conversation.title}`, () => remove(conversation)));

  async function startRenaming(element, conversation) {
    const title = await rename(element, conversation.title);
    try {
      if (title) {
        const changed = await api.changeConversation(conversation.id, { title });
        conversations.put(changed);
        onChanged(changed);
      }
    } catch (error) {
      notice(error.message);
    }
    draw();
    list.querySelector(`[data-id="${conversation.id}"] a`)?.focus();
  }

  async function remove(conversation) {
    const isSure = await confirm({ title: 'Delete this conversation?', text: `“${conversation.title}” and all its messages will be gone for good.`, action: 'Delete' });
    if (!isSure) return;
    try {
      await api.deleteConversation(conversation.id);
    } catch (error) {
      if (error.status !== 404) return notice(error.message);
    }
    conversations.remove(conversation.id);
    (list.querySelector('a') ?? $('new')).focus();
    onDeleted(conversation.id);
  }

  return {
    /** Marks the conversation that is open. */
    select(id) {
      current = id;
      draw();
    },
  };
}
