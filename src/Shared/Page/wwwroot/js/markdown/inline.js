// Text with emphasis, code, links and formulas in it. What does not close is text. It goes through once, from left to right, so that it
// takes no longer for a text that is made to be slow.

import { h } from '../dom.js';
import { bareAddress, addressInAngles } from './address.js';
import { Brackets } from './brackets.js';
import { codeSpan } from './code-span.js';
import { Delimiters } from './delimiters.js';
import { character, REFERENCE } from './entities.js';
import { formulaAt } from './formula-text.js';
import { formula, prepare } from './formula.js';
import { link } from './link.js';

const SPECIAL = /[\\`*_~[\]<&\n$@!]|https?:\/\/|www\./gi;
const TAG = /<(?:\/[a-z][a-z0-9-]*\s*|[a-z][a-z0-9-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?)>/iy;
const LATEST_HOLD = 400;

/**
 * The nodes for a text, as a fragment.
 * @param references what labels stand for
 * @param block the block that the text is of
 * @param isOpen whether the text still grows: what has begun and may still end is shown as if it had ended, or not yet
 */
export function inline(text, { references, block, isOpen = false }) {
  const fragment = document.createDocumentFragment();
  const delimiters = new Delimiters();
  const brackets = new Brackets({ text, fragment, delimiters, references, block, isOpen });
  // What has no end further on: it need not be looked for again.
  const missing = new Set();
  let at = 0;

  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const match = SPECIAL.exec(text);
    if (match?.index !== at) put(text.slice(at, match?.index));
    if (!match) break;
    at = match.index;
    if (!take(match[0])) put(text.slice(at, at += match[0].length));
  }
  delimiters.process(null, isOpen);
  fragment.normalize();
  return fragment;

  function put(node) {
    fragment.append(node);
    return true;
  }

  function take(mark) {
    switch (mark) {
      case '\\': return formulaHere('\\(', '\\[') || escaped();
      case '`': return code();
      case '*': case '_': case '~': return run(mark);
      case '!': return text[at + 1] === '[' && open('![');
      case '[': return open('[');
      case ']': return close();
      case '<': return angle();
      case '&': return reference();
      case '\n': return lineEnd();
      case '$': return formulaHere('$');
      default: return address(mark);
    }
  }

  /** Puts what was found, and goes on behind it. */
  function found(node, end) {
    at = end;
    return put(node);
  }

  function escaped() {
    const next = text[at + 1];
    if (next === '\n') return found(h('br'), at + 2);
    return /[!-/:-@[-`{-~]/.test(next ?? '') && found(next, at + 2);
  }

  function code() {
    const span = codeSpan(text, at, missing, isOpen);
    return found(span.node, span.end);
  }

  function run(mark) {
    let end = at;
    while (text[end] === mark) end++;
    const node = new Text(text.slice(at, end));
    delimiters.push(node, node.data, characterBefore(text, at), characterAt(text, end));
    return found(node, end);
  }

  function open(mark) {
    const node = new Text(mark);
    const footnote = mark === '[' && brackets.footnote(at);
    if (footnote) return found(footnote.node, footnote.end);
    brackets.open(node, at + mark.length);
    return found(node, at + mark.length);
  }

  function close() {
    const end = brackets.close(at);
    if (!end) return false;
    at = end;
    return true;
  }

  function angle() {
    const address = addressInAngles(text, at);
    if (address) return found(link(address.target, [address.text]), address.end);
    TAG.lastIndex = at;
    const [tag] = TAG.exec(text) ?? [];
    return tag && found(/^<br[\s/>]/i.test(tag) ? h('br') : tag, at + tag.length);
  }

  function reference() {
    REFERENCE.lastIndex = at;
    const match = REFERENCE.exec(text);
    return match && found(character(match), at + match[0].length);
  }

  function lineEnd() {
    const before = fragment.lastChild;
    const isHard = before instanceof Text && / {2}$/.test(before.data);
    if (before instanceof Text) before.data = before.data.replace(/(?<! ) +$/, '');
    return found(isHard ? h('br') : '\n', at + 1);
  }

  function formulaHere(...marks) {
    const mark = marks.find((one) => text.startsWith(one, at));
    if (!mark || missing.has(mark)) return false;
    const begun = formulaAt(text, at);
    if (begun) return found(formula(text.slice(at, begun.end), begun.tex, begun.isBlock), begun.end);
    if (begun === undefined && isOpen && text.length - at < LATEST_HOLD) {
      prepare();
      at = text.length;
    } else if (begun === undefined) missing.add(mark === '$' && text[at + 1] === '$' ? '$$' : mark);
    return at === text.length;
  }

  function address(mark) {
    const bare = bareAddress(text, at, mark, fragment.lastChild);
    return bare && found(link(bare.target, [bare.text]), bare.end);
  }
}

/** Whole characters: some consist of two code units. */
const characterAt = (text, at) => (at < text.length ? String.fromCodePoint(text.codePointAt(at)) : ' ');
const characterBefore = (text, at) => (at > 0 ? [...text.slice(Math.max(at - 2, 0), at)].at(-1) : ' ');
