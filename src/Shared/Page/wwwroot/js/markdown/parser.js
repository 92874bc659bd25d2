// Finds the blocks of a text that comes line by line: CommonMark's block structure. Blocks are plain objects, which View makes elements of.

import { block, openChild, openPath } from './block.js';
import { CONTINUE, END } from './continue.js';
import { Line } from './line.js';
import { References } from './references.js';
import { CONTAINERS, LEAVES } from './start.js';
import { tableFrom } from './table.js';

// So deep may blocks stand in each other; beyond that their marks are text.
const DEPTH = 32;
const LEAF = new Set(['fence', 'indented', 'formula']);
const CONTAINER = new Set(['document', 'quote', 'list', 'item', 'footnote']);
// Another block may begin in these.
const HOLDS = new Set([...CONTAINER, 'paragraph', 'table']);

export class Parser {
  root = block('document', 0);
  references = new References();
  /** The number of lines that have been read. */
  line = 0;
  #path;

  read(text) {
    const line = new Line(text.replaceAll('\0', '\uFFFD'));
    this.line++;
    const tip = openPath(this.root).at(-1);
    this.#path = [this.root];
    for (let next; (next = openChild(this.#top));) {
      const goesOn = CONTINUE[next.type](next, line);
      if (!goesOn) break;
      this.#path.push(next);
      if (goesOn === END) return this.#end(next, line);
    }

    let found = null;
    for (let next; (found ? CONTAINER : HOLDS).has(this.#top.type) && (next = this.#start(line, found ? null : tip));) found = next;
    if (found && !CONTAINER.has(found.type) && found.type !== 'indented') {
      this.#touch();
    } else if (line.isBlank && !LEAF.has(this.#top.type)) {
      this.#closeBelow(this.#top);
      // The mark of a quote is not blank for the blocks around it.
      const depth = found ? Infinity : this.#path.findLastIndex(({ type }) => type === 'quote') + 1;
      for (const open of this.#path.slice(0, depth)) open.to = this.line;
    } else if (!found && openChild(this.#top) && tip.type === 'paragraph') {
      // A lazy line goes on with a paragraph without the marks of the blocks around it.
      this.#path = openPath(this.root);
      this.#add(line);
    } else {
      this.#closeBelow(this.#top);
      if (CONTAINER.has(this.#top.type)) this.#open(block('paragraph', this.line));
      this.#add(line);
    }
  }

  /** Reads what is there of a line that is still being written. What it returns takes that back. */
  readPart(text) {
    const { line } = this;
    const state = (open) => ({ open, fields: { ...open }, children: open.children.length, lines: open.lines.length });
    const before = openPath(this.root).map(state);
    this.read(text);
    return () => {
      this.line = line;
      for (const { open, fields, children, lines } of before) {
        Object.assign(open, fields);
        open.children.length = children;
        open.lines.length = lines;
      }
    };
  }

  /** No more lines come. */
  finish() {
    this.#closeBelow(this.root);
  }

  get #top() {
    return this.#path.at(-1);
  }

  #start(line, tip) {
    const paragraph = this.#top.type === 'paragraph' ? this.#top : null;
    const { indent } = line;
    if (line.isBlank) return null;
    if (indent > 3) {
      if (tip?.type === 'paragraph' || this.#top.type === 'table') return null;
      line.strip(4);
      return this.#open(block('indented', this.line));
    }
    const rest = new Line(line.rest.trimStart());
    const made = paragraph && (this.#underline(paragraph, rest) ?? this.#table(paragraph, rest));
    if (made) return made;
    line.strip(indent);
    for (const start of this.#path.length > DEPTH ? LEAVES : [...LEAVES, ...CONTAINERS]) {
      const found = start(line, this.line, paragraph, indent);
      if (found) return this.#open(found);
    }
    return null;
  }

  /** A line of marks below a paragraph makes it a heading. */
  #underline(paragraph, { rest }) {
    const mark = rest.match(/^(?:=+|-+)[ \t]*$/)?.[0][0];
    if (!mark) return null;
    const lines = this.references.takeFrom(paragraph.lines);
    if (lines.length === 0) return null;
    return Object.assign(paragraph, { type: 'heading', level: mark === '=' ? 1 : 2, lines, closed: this.line });
  }

  #table(paragraph, line) {
    const table = tableFrom(paragraph, line, this.line);
    if (!table) return null;
    paragraph.lines = paragraph.lines.slice(0, -1);
    return this.#open(table);
  }

  #open(found) {
    const { isOrdered, start, kind } = found;
    if (found.type === 'item' && !isItemOf(this.#top, found)) this.#open(block('list', this.line, { isOrdered, start, kind }));
    const cannotHold = ({ type }) => ['paragraph', 'table'].includes(type) || (type === 'list' && found.type !== 'item');
    while (cannotHold(this.#top)) this.#close(this.#path.pop());
    const parent = this.#top;
    this.#closeBelow(parent);
    const list = parent.type === 'item' ? this.#path.at(-2) : parent;
    if (found.from > (parent.children.at(-1)?.to ?? Infinity) + 1) list.isLoose = true;
    parent.children.push(found);
    this.#path.push(found);
    if (found.type === 'footnote') this.references.addFootnote(found.label);
    return found;
  }

  #add(line) {
    const { type, lines } = this.#top;
    lines.push(LEAF.has(type) ? line.rest : line.rest.trimStart());
    if (!line.isBlank) this.#touch();
  }

  #touch() {
    for (const open of this.#path) open.to = this.line;
  }

  #end(leaf, line) {
    if (leaf.type === 'formula') leaf.lines.push(line.rest.trimEnd());
    this.#touch();
    leaf.isClosed = true;
    leaf.closed = this.line;
  }

  #closeBelow(parent) {
    const open = openChild(parent);
    if (open) this.#close(open);
  }

  #close(open) {
    this.#closeBelow(open);
    open.closed = this.line;
    if (open.type === 'formula' && !open.isClosed) open.type = 'paragraph';
    if (open.type === 'paragraph') open.lines = this.references.takeFrom(open.lines);
  }
}

const isItemOf = ({ type, isOrdered, kind }, item) => type === 'list' && isOrdered === item.isOrdered && kind === item.kind;
