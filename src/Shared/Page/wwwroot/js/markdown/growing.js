// Shows a text while it grows. Only its last block can still change, so only that is made again, at most once a frame,
// and less often when it has become so large that making it takes a while.

import { fill } from '../dom.js';
import { blocks } from './blocks.js';
import { render } from './render.js';

const EASE = 4;

export class GrowingText {
  #element;
  #text = '';
  #settled = 0;
  #frame = 0;
  #notBefore = 0;
  #open = [];

  constructor(element) {
    this.#element = element;
  }

  get text() {
    return this.#text;
  }

  append(text) {
    this.#text += text;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Shows this text, whole. What is there of it stays as it is, so that nothing moves and a selection is kept. */
  set(text) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (text !== this.#text) {
      this.#element.replaceChildren();
      [this.#text, this.#settled, this.#open] = [text, 0, []];
    }
    this.#show(true);
  }

  #draw() {
    this.#frame = 0;
    const started = performance.now();
    if (started < this.#notBefore) {
      this.#frame = requestAnimationFrame(() => this.#draw());
      return;
    }
    this.#show(false);
    this.#notBefore = performance.now() + EASE * (performance.now() - started);
  }

  #show(isWhole) {
    const lines = this.#text.slice(this.#settled).split('\n');
    const found = blocks(lines);
    // The line that is being written may yet turn out to belong to the block before it.
    const firstOpen = Math.max(found.findLastIndex((block) => block.from < lines.length - 1), 0);
    const made = found.map((block, i) => render(block, isWhole || i < firstOpen));
    for (const node of this.#open) node.remove();
    fill(this.#element, made);
    this.#open = made.slice(firstOpen);
    for (const line of lines.slice(0, found[firstOpen]?.from ?? 0)) this.#settled += line.length + 1;
  }
}
