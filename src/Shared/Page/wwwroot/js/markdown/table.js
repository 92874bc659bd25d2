// Rows of tables.

import { block } from './block.js';

const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

/** The table that this line makes of the paragraph's last line, which becomes its head. */
export function tableFrom(paragraph, line, from) {
  const text = line.rest.trim();
  const above = paragraph.lines.at(-1);
  if (!text.includes('-') || !(above.includes('|') || text.includes('|')) || !DELIMITERS.test(text)) return;
  const delimiters = cells(text);
  const head = cells(above, delimiters.length);
  if (head.length !== delimiters.length) return;
  const aligns = delimiters.map((cell) => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'end') : 'start'));
  return block('table', from - 1, { head, aligns });
}

/** A bar behind a backslash is a letter. Where there are too many bars, those in code are letters, too: models forget the backslash. */
export function cells(line, expected = Infinity) {
  const row = split(line, /\\.|\|/g);
  return row.length > expected ? split(line, /\\.|(`+)(?!`)(?:[^`]|(?!\1(?!`))`+)*?\1(?!`)|\|/g) : row;
}

function split(line, marks) {
  const text = line.trim().replace(/^\|/, '');
  const found = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match[0] !== '|') continue;
    found.push(text.slice(from, match.index));
    from = match.index + 1;
  }
  if (from < text.length) found.push(text.slice(from));
  return found.map((cell) => cell.trim().replaceAll('\\|', '|'));
}
