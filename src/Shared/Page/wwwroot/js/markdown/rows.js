import { h } from '../dom.js';
import { inline } from './inline.js';
import { cells } from './table.js';

/** Draws the rows of a table. Those that are there already stay. */
export function drawRows({ view, head, aligns, lines }, context) {
  const [top, body] = view.element.firstChild.children;
  const drawn = view.rows;
  if (drawn.length === 0) top.replaceChildren(row('th', head));
  lines.forEach((line, i) => {
    const isOpen = context.isOpen && i === lines.length - 1;
    const key = `${isOpen}${line}`;
    if (drawn[i] === key) return;
    const made = row('td', cells(line, aligns.length), isOpen);
    if (body.children[i]) body.children[i].replaceWith(made);
    else body.append(made);
    drawn[i] = key;
  });
  while (body.children.length > lines.length) body.lastChild.remove();
  drawn.length = Math.max(lines.length, 1);

  function row(tag, contents, isOpen = false) {
    return h('tr', {}, ...aligns.map((align, column) => {
      const cell = h(tag, { class: `align-${align}`, scope: tag === 'th' && 'col' });
      cell.append(inline(contents[column] ?? '', { ...context, isOpen }));
      return cell;
    }));
  }
}
