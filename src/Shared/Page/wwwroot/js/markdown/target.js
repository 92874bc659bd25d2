// Where a link leads, and its title.

import { plain } from './entities.js';

const IN_ANGLES = /<((?:[^<>\n\\]|\\.)*)>/y;
const TITLE = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|\(((?:[^()\\]|\\[^])*)\)/y;
const DEPTH = 32;

/** The target that begins here, and where it ends. */
export function target(text, at) {
  if (text[at] === '<') {
    IN_ANGLES.lastIndex = at;
    const match = IN_ANGLES.exec(text);
    return match && { value: plain(match[1]), end: IN_ANGLES.lastIndex };
  }
  const end = endOfBare(text, at);
  return end === null ? null : { value: plain(text.slice(at, end)), end };
}

/** It ends at white space, or at a bracket that it did not open. */
function endOfBare(text, from) {
  let open = 0;
  let at = from;
  for (; at < text.length && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 127; at++) {
    if (text[at] === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) at++;
    else if (text[at] === '(' && ++open > DEPTH) return null;
    else if (text[at] === ')' && --open < 0) break;
  }
  return open > 0 ? null : at;
}

/** The title that begins here, and where it ends. */
export function title(text, at) {
  TITLE.lastIndex = at;
  const match = TITLE.exec(text);
  return match && { value: plain(match[1] ?? match[2] ?? match[3]), end: TITLE.lastIndex };
}

/** What stands in round brackets behind a link's text. */
export function linkBehind(text, at) {
  if (text[at] !== '(') return null;
  const found = target(text, spaces(text, at + 1));
  if (!found) return null;
  const behind = spaces(text, found.end);
  const named = behind > found.end ? title(text, behind) : null;
  const end = spaces(text, named?.end ?? behind);
  return text[end] === ')' ? { target: found.value, title: named?.value, end: end + 1 } : null;
}

function spaces(text, at) {
  while (/[ \t\n]/.test(text[at] ?? '')) at++;
  return at;
}
