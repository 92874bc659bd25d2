// Emphasis: CommonMark's stack of delimiters. The nodes of a text are the children of a fragment, so that wrapping some of them is cheap.

import { h } from '../dom.js';

// So deep may elements stand in each other; beyond that their marks are text.
const DEPTH = 60;
const SPACE = /\s/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const ELEMENTS = { '*': ['em', 'strong'], _: ['em', 'strong'], '~': ['del', 'del'] };

export class Delimiters {
  #last = null;
  #heights = new WeakMap();

  /** The last one that is still there. */
  get last() {
    return this.#last;
  }

  /** Takes a run of marks, which `node` shows, between two characters. */
  push(node, run, before, after) {
    const isLeft = !SPACE.test(after) && (!PUNCTUATION.test(after) || SPACE.test(before) || PUNCTUATION.test(before));
    const isRight = !SPACE.test(before) && (!PUNCTUATION.test(before) || SPACE.test(after) || PUNCTUATION.test(after));
    const inWord = run[0] === '_';
    const delimiter = {
      node, mark: run[0], count: run.length, length: run.length, previous: this.#last, next: null,
      canOpen: isLeft && (!inWord || !isRight || PUNCTUATION.test(before)),
      canClose: isRight && (!inWord || !isLeft || PUNCTUATION.test(after)),
    };
    if (this.#last) this.#last.next = delimiter;
    this.#last = delimiter;
  }

  /** Makes elements of all that stands behind `bottom`. With `isOpen`, the text still grows, and bold text may lack its end. */
  process(bottom, isOpen = false) {
    const floors = {};
    let closer = bottom ? bottom.next : this.#first();
    while (closer) {
      const key = `${closer.mark}${closer.canOpen}${closer.length % 3}${closer.mark === '~' ? closer.count : ''}`;
      const opener = closer.canClose ? this.#opener(closer, floors[key] ?? bottom) : null;
      if (opener && this.#match(opener, closer)) {
        if (closer.count === 0) closer = closer.next;
        continue;
      }
      if (closer.canClose) {
        floors[key] = closer.previous;
        if (!closer.canOpen) this.#remove(closer);
      }
      closer = closer.next;
    }
    for (let left = this.#last; isOpen && left !== bottom; left = left.previous) {
      const isBold = left.canOpen && left.mark === '*' && left.count === 2 && left.node.nextSibling;
      const bold = isBold && this.#wrap('strong', left.node, null);
      if (bold) left.node.replaceWith(bold);
    }
    this.#last = bottom;
    if (bottom) bottom.next = null;
  }

  #first() {
    let first = this.#last;
    while (first?.previous) first = first.previous;
    return first;
  }

  #opener(closer, floor) {
    for (let opener = closer.previous; opener && opener !== floor; opener = opener.previous) {
      if (opener.mark !== closer.mark || !opener.canOpen) continue;
      if (closer.mark === '~') {
        if (opener.count === closer.count && closer.count <= 2) return opener;
        continue;
      }
      const isInner = opener.canClose || closer.canOpen;
      const isOdd = isInner && (opener.length + closer.length) % 3 === 0 && (opener.length % 3 || closer.length % 3);
      if (!isOdd) return opener;
    }
    return null;
  }

  /** False if it would be too deep. */
  #match(opener, closer) {
    const used = Math.min(opener.count, closer.count, 2);
    const element = this.#wrap(ELEMENTS[opener.mark][used - 1], opener.node, closer.node);
    if (!element) return false;
    opener.node.after(element);
    while (closer.previous !== opener) this.#remove(closer.previous);
    for (const one of [opener, closer]) {
      one.count -= used;
      one.node.data = one.node.data.slice(used);
      if (one.count === 0) this.#remove(one);
    }
    return true;
  }

  #wrap(tag, from, to) {
    let height = 1;
    for (let node = from.nextSibling; node !== to; node = node.nextSibling) height = Math.max(height, 1 + (this.#heights.get(node) ?? 0));
    if (height > DEPTH) return null;
    const element = h(tag);
    this.#heights.set(element, height);
    while (from.nextSibling !== to) element.append(from.nextSibling);
    return element;
  }

  #remove(one) {
    if (one.previous) one.previous.next = one.next;
    if (one.next) one.next.previous = one.previous;
    else this.#last = one.previous;
  }
}
