// Square brackets: links, images, which become links, and footnotes.

import { h } from '../dom.js';
import { t } from '../text.js';
import { link } from './link.js';
import { linkBehind } from './target.js';

const LABEL = /\[((?:[^\\[\]]|\\[^]){0,999})\]/y;
const FOOTNOTE = /\[\^([^\s[\]^]{1,100})\]/y;

export class Brackets {
  #place;
  #openers = [];

  /** @param place { text, fragment, delimiters, references, block, isOpen } */
  constructor(place) {
    this.#place = place;
  }

  open(node, from) {
    const outer = this.#openers.at(-1);
    if (outer) outer.hasBracket = true;
    this.#openers.push({ node, from, isImage: node.data === '![', isOff: false, hasBracket: false, bottom: this.#place.delimiters.last });
  }

  /** The reference to a footnote that begins here. */
  footnote(at) {
    const { text, references, block } = this.#place;
    FOOTNOTE.lastIndex = at;
    const label = FOOTNOTE.exec(text)?.[1];
    if (!label || !references.hasFootnote(label, block)) return null;
    const attributes = { type: 'button', class: 'footnote-mark', 'aria-label': t('Footnote {label}', { label }), onclick: show };
    return { node: h('sup', {}, h('button', attributes, label)), end: at + label.length + 3 };

    function show(event) {
      const notes = [...event.currentTarget.closest('.markdown').querySelectorAll('.footnote')];
      notes.find((note) => note.dataset.label === label)?.focus();
    }
  }

  /** Makes a link of what stands since the last opening bracket. Returns where it ends, or 0 if it is none. */
  close(at) {
    const { fragment, delimiters } = this.#place;
    const opener = this.#openers.pop();
    if (!opener || opener.isOff) return 0;
    const target = this.#target(opener, at);
    if (!target) return 0;
    delimiters.process(opener.bottom);
    const content = [];
    while (opener.node.nextSibling) {
      content.push(opener.node.nextSibling);
      opener.node.nextSibling.remove();
    }
    opener.node.remove();
    fragment.append(...target.isPart ? content : [link(target.target, content, target.title)]);
    // There are no links in links.
    if (!opener.isImage) for (const outer of this.#openers) outer.isOff ||= !outer.isImage;
    return target.end;
  }

  #target(opener, at) {
    const { text, references, block, isOpen } = this.#place;
    const behind = linkBehind(text, at + 1);
    if (behind) return behind;
    // Its target is still being written.
    if (isOpen && /\([^\s()]*$/y.test(text.slice(at + 1))) return { isPart: true, end: text.length };
    LABEL.lastIndex = at + 1;
    const label = LABEL.exec(text)?.[1];
    if (!label && (opener.hasBracket || at - opener.from > 999)) return null;
    const found = references.link(label || text.slice(opener.from, at), block);
    return found && { ...found, end: at + 1 + (label === undefined ? 0 : label.length + 2) };
  }
}
