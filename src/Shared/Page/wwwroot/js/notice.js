import { $, h } from './dom.js';
import { t } from './text.js';

let timer;

/** Says something about the whole page for a while; for as long as it is true with `stay`. `undo` takes back what it tells of. */
export function notice(text, { stay = false, undo = null } = {}) {
  clearTimeout(timer);
  $('notice').textContent = text;
  $('notice').hidden = !text;
  if (undo) $('notice').append(' ', h('button', { type: 'button', class: 'link', onclick: () => takeBack(undo) }, t('Undo')));
  if (!stay) timer = setTimeout(clearNotice, undo ? 10_000 : 6000);
}

function takeBack(undo) {
  clearNotice();
  undo();
}

export const clearNotice = () => notice('', { stay: true });

/** Has a screen reader say something when it has finished what it is saying. */
export function announce(text) {
  // The same text twice is no change, and would not be said.
  $('announcer').textContent = '';
  requestAnimationFrame(() => { $('announcer').textContent = text; });
}
