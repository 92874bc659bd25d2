import { $ } from './dom.js';

/** Has a screen reader say something when it has finished what it is saying. */
export function announce(text) {
  // The same text twice is no change, and would not be said.
  $('announcer').textContent = '';
  requestAnimationFrame(() => { $('announcer').textContent = text; });
}
