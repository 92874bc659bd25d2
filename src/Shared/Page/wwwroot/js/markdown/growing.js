// Shows a text while it grows. Each line is read once. What is there of the last line is read and taken back. That happens at most once a
// frame, and less often when the last block has become so large that drawing it takes a while.

import { isHeld } from './held.js';
import { Parser } from './parser.js';
import { View } from './view.js';

const EASE = 4;

export class GrowingText {
  #element;
  #text = '';
  #frame = 0;
  #notBefore = 0;
  #parser;
  #view;
  #read = 0;
  #takeBack = null;
  #isWhole = false;

  constructor(element) {
    this.#element = element;
    this.#restart('');
  }

  get text() {
    return this.#text;
  }

  append(text) {
    if (this.#isWhole) this.#restart(this.#text);
    this.#text += text;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Shows this text, whole. What is there of it stays as it is, so that nothing moves and a selection is kept. */
  set(text) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (text !== this.#text) this.#restart(text);
    if (this.#isWhole) return;
    this.#readLines();
    if (this.#read < text.length) this.#parser.read(withoutReturn(text.slice(this.#read)));
    this.#parser.finish();
    this.#isWhole = true;
    this.#view.draw(this.#parser.line, true);
  }

  #restart(text) {
    this.#element.replaceChildren();
    this.#parser = new Parser();
    this.#view = new View(this.#element, this.#parser);
    [this.#text, this.#read, this.#takeBack, this.#isWhole] = [text, 0, null, false];
  }

  #draw() {
    this.#frame = 0;
    const started = performance.now();
    if (started < this.#notBefore) {
      this.#frame = requestAnimationFrame(() => this.#draw());
      return;
    }
    this.#readLines();
    const { line } = this.#parser;
    const part = this.#text.slice(this.#read);
    if (part && !isHeld(part)) this.#takeBack = this.#parser.readPart(part);
    this.#view.draw(line, false);
    this.#notBefore = performance.now() + EASE * (performance.now() - started);
  }

  /** Reads the lines that have come to their end. */
  #readLines() {
    this.#takeBack?.();
    this.#takeBack = null;
    for (let end; (end = this.#text.indexOf('\n', this.#read)) >= 0; this.#read = end + 1) {
      this.#parser.read(withoutReturn(this.#text.slice(this.#read, end)));
    }
  }
}

const withoutReturn = (line) => line.replace(/\r$/, '');
