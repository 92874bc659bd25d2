// What `[label]` and `[^label]` stand for. A definition may come after its uses, so that blocks wait for it.

import { target, title } from './target.js';

const LABEL = /\[((?:[^\\[\]]|\\.){1,999})\]:/sy;

/** The form in which labels are compared. */
const key = (label) => label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();

export class References {
  #links = new Map();
  #footnotes = new Set();
  #waiting = new Map();
  #stale = new Set();

  /** The definition of a label, for a block that is drawn again if there is one later. */
  link(label, block) {
    return this.#links.get(key(label)) ?? this.#wait(key(label), block);
  }

  hasFootnote(label, block) {
    return this.#footnotes.has(key(label)) || this.#wait(`^${key(label)}`, block);
  }

  addFootnote(label) {
    this.#footnotes.add(key(label));
    this.#wake(`^${key(label)}`);
  }

  /** The blocks whose labels have been defined since they were drawn. */
  takeStale() {
    const stale = [...this.#stale];
    this.#stale.clear();
    return stale;
  }

  /** Takes the definitions from the front of a paragraph, and returns the other lines. */
  takeFrom(lines) {
    if (!lines[0]?.startsWith('[')) return lines;
    const text = lines.join('\n');
    let at = 0;
    for (let end; (end = this.#define(text, at)) > 0;) at = end;
    return at < text.length ? text.slice(at).split('\n') : [];
  }

  /** Where the definition ends that begins here; 0 if none does. */
  #define(text, at) {
    LABEL.lastIndex = at;
    const label = LABEL.exec(text)?.[1];
    if (!label?.trim() || label.startsWith('^')) return 0;
    const from = space(text, LABEL.lastIndex);
    const found = target(text, from);
    if (!found || found.end === from) return 0;
    const behind = space(text, found.end);
    const named = behind > found.end ? title(text, behind) : null;
    // What does not end its line is no title, but the next paragraph.
    const end = (named && lineEnd(text, named.end)) || lineEnd(text, found.end);
    if (!end) return 0;
    const isNamed = named && lineEnd(text, named.end) > 0;
    if (!this.#links.has(key(label))) this.#links.set(key(label), { target: found.value, title: isNamed ? named.value : undefined });
    this.#wake(key(label));
    return end;
  }

  #wait(label, block) {
    if (!this.#waiting.has(label)) this.#waiting.set(label, new Set());
    this.#waiting.get(label).add(block);
    return null;
  }

  #wake(label) {
    for (const block of this.#waiting.get(label) ?? []) this.#stale.add(block);
    this.#waiting.delete(label);
  }
}

/** Behind white space with at most one end of a line in it. */
function space(text, at) {
  const spaces = /[ \t]*\n?[ \t]*/y;
  spaces.lastIndex = at;
  spaces.exec(text);
  return spaces.lastIndex;
}

/** Behind the end of the line, if nothing else is in it; 0 otherwise. */
function lineEnd(text, at) {
  const end = /[ \t]*(?:\n|$)/y;
  end.lastIndex = at;
  return end.test(text) ? Math.max(end.lastIndex, at) : 0;
}
