// The messages that a search finds, below the titles. A hit opens its conversation at the message, with the words marked.

import * as api from './api.js';
import { h } from './dom.js';
import { notice } from './notice.js';
import { t } from './text.js';

// The hit that was opened last, with its words. The list may have changed before its conversation is there.
let opened = null;

let newest;

/** Shows in `place` what a text finds, and no longer what another one found. */
export function show(place, text) {
  newest?.abort();
  place.replaceChildren();
  const q = queryOf(text);
  newest = new AbortController();
  if (q) load(place, q, newest.signal);
}

async function load(place, q, signal, cursor) {
  try {
    const { items, next } = await api.search({ q, cursor, signal });
    if (signal.aborted) return;
    const messages = items.filter((hit) => hit.message_id);
    if (!cursor && (messages.length || next)) place.append(h('h2', {}, t('Messages')), h('ul'));
    place.querySelector('ul')?.append(...messages.map(row));
    if (next) place.append(more(() => load(place, q, signal, next)));
  } catch (error) {
    // A query may be half a query while somebody types.
    if (!signal.aborted && error.status !== 400) notice(error.message);
  }
}

function more(onclick) {
  const button = h('button', { type: 'button', class: 'link more', onclick: () => { button.remove(); onclick(); } }, t('More messages'));
  return button;
}

/** Shows the element of a message, with the words that were found in it. After a reload they are not known. */
export function showFound(element, message, scroll) {
  if (!element) return;
  scroll.goTo(element);
  if (CSS.highlights) mark(element, opened?.message === message ? opened.words : []);
}

function mark(element, wanted) {
  const ranges = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.toLowerCase();
    for (const word of wanted) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) ranges.push(rangeOf(texts.currentNode, at, at + word.length));
    }
  }
  CSS.highlights.set('found', new Highlight(...ranges));
}

function rangeOf(node, start, end) {
  const range = new Range();
  range.setStart(node, Math.min(start, node.length));
  range.setEnd(node, Math.min(end, node.length));
  return range;
}

/** What to ask while somebody types: the last word may go on, and a quotation may have no end yet. Empty if there is no word. */
function queryOf(text) {
  if (!/(^|[^\p{L}\p{N}-])[\p{L}\p{N}]/u.test(text)) return '';
  if (text.split('"').length % 2 === 0) return `${text}"`;
  return /[\p{L}\p{N}]{2}$/u.test(text) ? `${text}*` : text;
}

function row({ conversation_id, message_id: message, title, snippet, marks }) {
  const words = [...new Set(marks.map(([start, end]) => snippet.slice(start, end).toLowerCase()))];
  const href = `#chat=${conversation_id}&message=${message}`;
  return h('li', {}, h('a', { class: 'hit', href, onclick: () => { opened = { message, words }; } },
    h('b', { dir: 'auto' }, title), h('span', { dir: 'auto' }, ...marked(snippet, marks))));
}

function marked(text, marks) {
  const parts = [];
  let end = 0;
  for (const [start, stop] of marks) {
    parts.push(text.slice(end, start), h('mark', {}, text.slice(start, stop)));
    end = stop;
  }
  return [...parts, text.slice(end)];
}
