// Makes elements of blocks. Text direction is found for each block by itself: an answer can be in two languages.

import { fill, h } from '../dom.js';
import { blocks } from './blocks.js';
import { codeBlock } from './code.js';
import { inline } from './inline.js';

const DEPTH = 12;

/** The element for one block. With `isWhole`, nothing more will come to it. */
export function render(block, isWhole = true, depth = 0) {
  switch (block.type) {
    case 'heading': return text(`h${Math.min(block.level + 2, 6)}`, block.text, { class: `level-${block.level}` });
    case 'rule': return h('hr');
    case 'code': return codeBlock(block, isWhole);
    case 'quote': return fill(h('blockquote', { dir: 'auto' }), renderAll(block.lines, isWhole, depth + 1));
    case 'list': return list(block, isWhole, depth + 1);
    case 'table': return table(block);
    default: return text('p', block.text);
  }
}

/** The elements for lines inside of a block. */
function renderAll(lines, isWhole, depth) {
  return depth > DEPTH ? [text('p', lines.join('\n'))] : blocks(lines).map((block) => render(block, isWhole, depth));
}

const text = (tag, content, attributes = {}) => fill(h(tag, { dir: 'auto', ...attributes }), inline(content));

function list(block, isWhole, depth) {
  const element = block.isOrdered ? h('ol', { dir: 'auto', start: block.start }) : h('ul', { dir: 'auto' });
  for (const lines of block.items) {
    const item = fill(h('li'), renderAll(lines, isWhole, depth));
    if (!block.isLoose) item.querySelectorAll(':scope > p').forEach((paragraph) => paragraph.classList.add('tight'));
    element.append(item);
  }
  return element;
}

function table({ head, aligns, rows }) {
  const cell = (tag, content = '', column) => text(tag, content, { class: `align-${aligns[column]}`, scope: tag === 'th' && 'col' });
  return h('div', { class: 'table', tabindex: 0, role: 'group', 'aria-label': 'Table' }, h('table', {},
    h('thead', {}, h('tr', {}, ...head.map((content, column) => cell('th', content, column)))),
    fill(h('tbody'), rows.map((row) => h('tr', {}, ...aligns.map((_, column) => cell('td', row[column], column)))))));
}
