import { h } from '../dom.js';

/** The code that begins here, or its ticks as text. `missing` has the numbers of ticks that are known not to stand again. */
export function codeSpan(text, at, missing, isOpen) {
  let from = at;
  while (text[from] === '`') from++;
  const ticks = text.slice(at, from);
  const end = missing.has(ticks.length) ? -1 : endOf(text, from, ticks);
  if (end >= 0) return { node: span(text.slice(from, end)), end: end + ticks.length };
  missing.add(ticks.length);
  // The end of a text that grows is still to come.
  if (isOpen && from < text.length) return { node: span(text.slice(from)), end: text.length };
  return { node: ticks, end: from };
}

const span = (code) => h('code', { dir: 'ltr' }, code.replaceAll('\n', ' ').replace(/^ (.*[^ ].*) $/, '$1'));

/** Where as many ticks stand again, not more and not fewer. */
function endOf(text, from, ticks) {
  for (let at = text.indexOf(ticks, from); at >= 0;) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === ticks.length) return at;
    at = text.indexOf(ticks, end);
  }
  return -1;
}
