// Text with emphasis, code and links in it. What does not close is text: it goes through once, from left to right, so that it takes no
// longer for a text that is made to be slow.

import { fill, h } from '../dom.js';
import { link } from './link.js';

// So deep may marks stand in each other; beyond that they are text.
const DEPTH = 60;
const ELEMENTS = { '**': 'strong', __: 'strong', '*': 'em', _: 'em', '~~': 'del' };
const SPECIAL = /\\[!-/:-@[-`{-~]|`+|\*+|_+|~~|!?\[|\]|<br ?\/?>|<?https?:\/\/[^\s<>]*[^\s<>.,;:!?'"*_~)\]]>?|\n/g;
const TARGET = /\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)/y;

/** The nodes for a text. */
export function inline(text) {
  const nodes = [];
  const openers = [];
  const missing = new Set();
  let linkedUpTo = 0;
  let at = 0;
  SPECIAL.lastIndex = 0;
  for (let match; (match = SPECIAL.exec(text));) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    at = SPECIAL.lastIndex;
    take(match[0], match.index);
    SPECIAL.lastIndex = at;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;

  function take(mark, index) {
    if (mark === '\n' || mark.startsWith('<br')) nodes.push(h('br'));
    else if (mark[0] === '\\') nodes.push(mark[1]);
    else if (mark[0] === '`') code(mark);
    else if (mark.includes('://')) nodes.push(link(mark.replace(/^<|>$/g, '')));
    else if (mark.endsWith('[')) open(mark);
    else if (mark === ']') closeLink();
    else emphasis(mark, index);
  }

  function code(ticks) {
    const end = missing.has(ticks.length) ? -1 : endOfCode(text, at, ticks);
    if (end < 0) {
      missing.add(ticks.length);
      nodes.push(ticks);
      return;
    }
    nodes.push(h('code', { dir: 'ltr' }, text.slice(at, end).replaceAll('\n', ' ').replace(/^ (.*[^ ].*) $/, '$1')));
    at = end + ticks.length;
  }

  function emphasis(run, index) {
    const [before, after] = [text[index - 1] ?? ' ', text[index + run.length] ?? ' '];
    const inWord = run[0] === '_' && /\w/.test(before) && /\w/.test(after);
    const closes = /\S/.test(before) && !inWord;
    const opens = /\S/.test(after) && !inWord;
    for (let left = run; left;) {
      // Of three marks the single one closes first if it was opened last.
      const single = left.length === 1 || (left.length === 3 && openers.at(-1)?.mark === left[0]);
      const mark = single ? left[0] : left.slice(0, 2);
      left = left.slice(mark.length);
      const opener = closes ? lastOpener(mark) : undefined;
      if (opener) nodes.push(fill(h(ELEMENTS[mark]), takeFrom(opener)));
      else if (opens) open(mark);
      else nodes.push(mark);
    }
  }

  function open(mark) {
    if (openers.length < DEPTH) openers.push({ mark: mark.at(-1) === '[' ? '[' : mark, index: nodes.length, at });
    nodes.push(mark);
  }

  function closeLink() {
    const opener = lastOpener('[');
    TARGET.lastIndex = at;
    // There are no links in links.
    const target = opener && opener.at > linkedUpTo ? TARGET.exec(text) : null;
    if (target) {
      nodes.push(link(target[1], takeFrom(opener)));
      linkedUpTo = at = TARGET.lastIndex;
    } else {
      nodes.push(']');
      if (opener) openers.splice(openers.indexOf(opener), 1);
    }
  }

  function lastOpener(mark) {
    return openers.findLast((opener) => opener.mark === mark);
  }

  /** All that came since the opener, without its mark. Openers in between stay text. */
  function takeFrom(opener) {
    while (openers.pop() !== opener);
    return nodes.splice(opener.index).slice(1);
  }
}

/** Where as many ticks stand again, not more and not fewer. */
function endOfCode(text, from, ticks) {
  for (let at = text.indexOf(ticks, from); at >= 0;) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === ticks.length) return at;
    at = text.indexOf(ticks, end);
  }
  return -1;
}
