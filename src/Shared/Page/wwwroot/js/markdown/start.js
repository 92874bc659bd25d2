// The blocks that can begin in a line. Each takes its mark from the line and gives the new block, or nothing.

import { block } from './block.js';

const ITEM = /^([-*+]|\d{1,9}[.)])(?=[ \t]|$)/;

/** `from` is the line's number, `paragraph` the paragraph that a block would interrupt. */
export const CONTAINERS = [quote, item, footnote];
export const LEAVES = [heading, fence, rule, formula];

function quote(line, from) {
  if (!line.rest.startsWith('>')) return;
  line.skip(1);
  line.strip(1);
  return block('quote', from);
}

function item(line, from, paragraph, indent) {
  const mark = line.rest.match(ITEM)?.[1];
  if (!mark) return;
  const isOrdered = mark.length > 1;
  const start = parseInt(mark, 10);
  // Numbers at the front of a line are often part of a sentence.
  if (paragraph && ((isOrdered && start !== 1) || !/[^ \t]/.test(line.rest.slice(mark.length)))) return;
  line.skip(mark.length);
  const spaces = line.indent;
  const padding = line.isBlank || spaces > 4 ? 1 : spaces;
  line.strip(padding);
  return block('item', from, { isOrdered, start, kind: mark.at(-1), width: indent + mark.length + padding });
}

function footnote(line, from, paragraph) {
  const mark = !paragraph && line.rest.match(/^\[\^([^\s[\]^]{1,100})\]:/);
  if (!mark) return;
  line.skip(mark[0].length);
  line.strip(line.indent);
  return block('footnote', from, { label: mark[1] });
}

function heading(line, from) {
  const mark = line.rest.match(/^(#{1,6})(?=[ \t]|$)/);
  if (!mark) return;
  // Step by step: an expression for all of it would take long for a text that is made so.
  const text = line.rest.slice(mark[1].length).trim();
  let end = text;
  while (end.endsWith('#')) end = end.slice(0, -1);
  return block('heading', from, { level: mark[1].length, lines: [/(^|[ \t])$/.test(end) ? end.trimEnd() : text], closed: from });
}

function fence(line, from, _, indent) {
  const mark = line.rest.match(/^(?:(`{3,})([^`]*)|(~{3,})(.*))$/);
  if (mark) return block('fence', from, { mark: mark[1] ?? mark[3], indent, info: (mark[2] ?? mark[4]).trim() });
}

function rule(line, from) {
  const marks = line.rest.replace(/[ \t]/g, '');
  if (/^(\*{3,}|-{3,}|_{3,})$/.test(marks)) return block('rule', from, { closed: from });
}

function formula(line, from) {
  const open = line.rest.match(/^(?:\$\$|\\\[)/)?.[0];
  if (!open) return;
  const close = open === '$$' ? '$$' : '\\]';
  const rest = line.rest.slice(2).trim();
  const end = rest.indexOf(close);
  // With other text in its line it is part of a paragraph.
  if (rest && (end <= 0 || end !== rest.length - 2)) return;
  return block('formula', from, { open, close, lines: [line.rest.trimEnd()], isClosed: end >= 0, closed: end >= 0 ? from : 0 });
}
