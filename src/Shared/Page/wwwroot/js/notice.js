import { $ } from './dom.js';

let timer;

/** Says something about the whole page for a while; for as long as it is true with `stay`. */
export function notice(text, { stay = false } = {}) {
  clearTimeout(timer);
  $('notice').textContent = text;
  $('notice').hidden = !text;
  if (!stay) timer = setTimeout(clearNotice, 6000);
}

export const clearNotice = () => notice('', { stay: true });
