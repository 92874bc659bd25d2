// Makes elements of blocks, and changes them when lines have come to the blocks. Those that are done are not touched again. The browser finds
// the direction of text for each block: an answer can be in two languages. A list, a quotation or a footnote has that of its first text.

import { h } from '../dom.js';
import { t } from '../text.js';
import { CodeBlock } from './code.js';
import { formula, prepare } from './formula.js';
import { held } from './held.js';
import { inline } from './inline.js';
import { drawRows } from './rows.js';

const TASK = /^\[([ xX])\][ \t]+(?=\S)/;

export class View {
  #parser;
  #isWhole = false;
  #lines = 0;

  constructor(element, parser) {
    this.#parser = parser;
    parser.root.view = { type: 'document', element, settled: 0 };
  }

  /** @param lines the number of lines that stay as they are  @param isWhole nothing more will come */
  draw(lines, isWhole) {
    [this.#lines, this.#isWhole] = [lines, isWhole];
    this.#drawChildren(this.#parser.root);
    for (const block of this.#parser.references.takeStale()) {
      block.view.rows = [];
      if (this.#parser.root.view.element.contains(block.view.element ?? null)) this.#drawText(block);
    }
  }

  #isSettled = (block) => this.#isWhole || (block.closed > 0 && block.closed <= this.#lines);

  #drawChildren(parent) {
    const { view, children } = parent;
    const { element } = view;
    for (let i = view.settled; i < children.length; i++) {
      const drawn = this.#draw(children[i], i === 0 ? parent : null);
      const there = element.childNodes[i];
      if (there !== drawn) element.insertBefore(drawn, there ?? null);
      if (i === view.settled && this.#isSettled(children[i])) view.settled++;
    }
    while (element.childNodes.length > children.length) element.lastChild.remove();
  }

  /** @param leads the block that it is the first part of, if there is one */
  #draw(block, leads) {
    const { view } = block;
    if (view.type !== block.type) {
      const dir = leads && leads.type !== 'document' ? null : 'auto';
      Object.assign(view, { type: block.type, settled: 0, rows: [], item: leads?.type === 'item' ? leads : null }, make(block, dir));
    }
    if (block.type === 'list') mark(view.element, 'tight', !block.isLoose);
    if (['list', 'item', 'quote', 'footnote'].includes(block.type)) this.#drawChildren(block);
    else if (view.code) view.code.show(codeOf(block), this.#isSettled(block));
    else this.#drawText(block);
    return view.element;
  }

  #drawText(block) {
    const { view, lines } = block;
    const isOpen = !this.#isSettled(block);
    const context = { references: this.#parser.references, block, isOpen };
    if (block.type === 'table') return drawRows(block, context);
    if (block.type === 'rule') return;
    let text = lines.join('\n').trim();
    if (isOpen) text = held(text, block);
    const task = view.item && block.type === 'paragraph' && text.match(TASK);
    if (view.item) mark(view.item.view.element, 'task', task);
    if (block.type === 'formula') return drawFormula(block, text, isOpen);
    view.element.replaceChildren(inline(task ? text.slice(task[0].length) : text, context));
    view.element.hidden = !text;
    if (task) view.element.prepend(task[1] === ' ' ? box('☐', t('To do')) : box('☑', t('Done')), ' ');
  }
}

/** Gives an element its class, or takes it away. */
function mark(element, name, isOn) {
  if (isOn) element.setAttribute('class', name);
  else element.removeAttribute('class');
}

const box = (drawing, label) => h('span', { class: 'box', role: 'img', 'aria-label': label }, drawing);

/** A formula that is being written is shown when it is there. */
function drawFormula({ view, isClosed }, text, isOpen) {
  if (isClosed) view.element.replaceChildren(formula(text, text.slice(2, -2), true));
  else view.element.textContent = isOpen ? '…' : text;
  if (isOpen) prepare();
}

/** Blank lines around indented code are none of it. */
function codeOf({ type, lines }) {
  const to = type === 'indented' ? lines.findLastIndex((line) => line.trim()) + 1 : lines.length;
  return lines.slice(0, to).join('\n');
}

/** The element of a block, before there is anything in it. */
function make(block, dir) {
  const code = ['fence', 'indented'].includes(block.type) ? new CodeBlock(languageOf(block)) : null;
  return { code, element: code?.element ?? elementFor(block, dir) };
}

const languageOf = ({ info }) => info?.split(/[\s,{]/)[0] ?? '';

/** @param dir null if the element has the direction of the one around it */
function elementFor({ type, level, isOrdered, start, label }, dir) {
  switch (type) {
    case 'heading': return h(`h${Math.min(level + 2, 6)}`, { dir, class: `level-${level}` });
    case 'rule': return h('hr');
    case 'quote': return h('blockquote', { dir });
    case 'list': return isOrdered ? h('ol', { dir, start }) : h('ul', { dir });
    case 'item': return h('li');
    case 'footnote':
      return h('div', { class: 'footnote', dir, role: 'note', tabindex: -1, 'data-label': label, 'aria-label': t('Footnote {label}', { label }) });
    case 'table':
      return h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': t('Table') }, h('table', { dir }, h('thead'), h('tbody')));
    case 'formula':
      return h('div', { class: 'formula-block', dir: 'ltr', tabindex: 0, role: 'group', 'aria-label': t('Formula') });
    default: return h('p', { dir });
  }
}
