// Finds the blocks of a Markdown text: plain objects, which render.js makes elements of. Nothing here knows the page.

const FENCE = /^ {0,3}(`{3,}|~{3,}) *([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;
const DELIMITERS = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;
const BLANK = /^[ \t]*$/;

/**
 * The blocks of these lines, each with `from`, the line that it begins at. More text can only change the last one,
 * which is what makes it cheap to show an answer while it grows.
 */
export function blocks(lines) {
  const found = [];
  for (let at = 0; at < lines.length;) {
    if (BLANK.test(lines[at])) {
      at++;
      continue;
    }
    const { to, ...block } = blockAt(lines, at);
    found.push({ ...block, from: at });
    at = to;
  }
  return found;
}

function blockAt(lines, at) {
  const line = lines[at];
  const fence = line.match(FENCE);
  if (fence) return code(lines, at, fence);
  const heading = line.match(HEADING);
  if (heading) return { type: 'heading', level: heading[1].length, text: heading[2].trim().replace(/(^| )#+$/, ''), to: at + 1 };
  if (RULE.test(line)) return { type: 'rule', to: at + 1 };
  if (QUOTE.test(line)) return quote(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  if (isTable(lines, at)) return table(lines, at);
  return paragraph(lines, at);
}

function code(lines, at, [, marks, info]) {
  const isEnd = (line) => line.trim().startsWith(marks) && line.trim() === marks[0].repeat(line.trim().length);
  let to = at + 1;
  while (to < lines.length && !isEnd(lines[to])) to++;
  const isClosed = to < lines.length;
  return { type: 'code', language: info.trim().split(/\s/)[0], text: lines.slice(at + 1, to).join('\n'), isClosed, to: isClosed ? to + 1 : to };
}

function quote(lines, at) {
  let to = at;
  while (to < lines.length && QUOTE.test(lines[to])) to++;
  return { type: 'quote', lines: lines.slice(at, to).map((line) => line.replace(QUOTE, '')), to };
}

function list(lines, at) {
  const [, , marker] = lines[at].match(ITEM);
  const isOrdered = marker.length > 1;
  const kind = marker.at(-1);
  const items = [];
  let isLoose = false;
  let to = at;
  while (to < lines.length) {
    const next = lines[to].match(ITEM);
    if (!next || next[2].at(-1) !== kind || RULE.test(lines[to])) break;
    const item = itemAt(lines, to, next);
    items.push(item.lines);
    // What separates two items makes the list loose, what follows the last one does not.
    isLoose ||= item.hasGap || (item.blankAfter && ITEM.test(lines[item.to] ?? ''));
    to = item.to;
  }
  return { type: 'list', isOrdered, start: parseInt(marker, 10), isLoose, items, to };
}

/** An item goes on as long as lines are indented under its text, or go on with its paragraph. */
function itemAt(lines, at, [whole, indent, marker]) {
  const spaces = whole.length - indent.length - marker.length;
  const width = indent.length + marker.length + (spaces > 4 ? 1 : Math.max(spaces, 1));
  const own = [lines[at].slice(width)];
  let to = at + 1;
  let blank = 0;
  let hasGap = false;
  for (; to < lines.length; to++) {
    const line = lines[to].replace(/^\t+/, (tabs) => '    '.repeat(tabs.length));
    if (BLANK.test(line)) {
      blank++;
      continue;
    }
    const depth = line.search(/[^ ]/);
    // Many models indent by two, whatever the marker is.
    const isInside = depth >= Math.min(width, indent.length + 2);
    const isLazy = blank === 0 && !startsBlock(line);
    if (!isInside && !isLazy) break;
    hasGap ||= blank > 0;
    for (; blank > 0; blank--) own.push('');
    own.push(line.slice(Math.min(depth, width)));
  }
  return { lines: own, hasGap, blankAfter: blank > 0, to };
}

const isTable = (lines, at) => lines[at].includes('|') && lines[at + 1]?.includes('-') && DELIMITERS.test(lines[at + 1].trim()) && cells(lines[at]).length === cells(lines[at + 1]).length;

function table(lines, at) {
  const aligns = cells(lines[at + 1]).map((cell) => (cell.endsWith(':') ? (cell.startsWith(':') ? 'center' : 'end') : 'start'));
  let to = at + 2;
  while (to < lines.length && !BLANK.test(lines[to]) && lines[to].includes('|')) to++;
  return { type: 'table', head: cells(lines[at]), aligns, rows: lines.slice(at + 2, to).map(cells), to };
}

/** A bar behind a backslash is a letter. */
const cells = (line) => line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());

function paragraph(lines, at) {
  let to = at + 1;
  while (to < lines.length && !BLANK.test(lines[to]) && !startsBlock(lines[to]) && !isTable(lines, to)) to++;
  return { type: 'paragraph', text: lines.slice(at, to).join('\n'), to };
}

const startsBlock = (line) => [FENCE, HEADING, RULE, QUOTE, ITEM].some((start) => start.test(line));
