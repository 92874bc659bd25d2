// Where formulas stand in a text. Sums of money and names of variables have dollar signs, too.

const OPERATOR = /[\\^_{}=+*<>]/;

/** The formula that begins here: its TeX source and where it ends. Null if none does, and `undefined` if its end may still come. */
export function formulaAt(text, at) {
  if (text[at] === '\\') return inBrackets(text, at, text[at + 1] === '(' ? '\\)' : '\\]');
  return text[at + 1] === '$' ? inDollars(text, at) : inDollar(text, at);
}

function inBrackets(text, at, close) {
  const end = text.indexOf(close, at + 2);
  if (end < 0) return undefined;
  const tex = text.slice(at + 2, end);
  return /[\p{L}\p{N}]/u.test(tex) ? { tex, end: end + 2, isBlock: close === '\\]' } : null;
}

function inDollars(text, at) {
  const end = text.indexOf('$$', at + 2);
  if (end < 0) return undefined;
  const tex = text.slice(at + 2, end);
  return tex.trim() ? { tex, end: end + 2, isBlock: true } : null;
}

function inDollar(text, at) {
  if (/[\p{L}\p{N}$\\]/u.test(text[at - 1] ?? '') || /[\s$]/.test(text[at + 1] ?? ' ')) return null;
  let end = at + 1;
  while (end < text.length && text[end] !== '$') end += text[end] === '\\' ? 2 : 1;
  const tex = text.slice(at + 1, end);
  const isMoney = /^[\d.,]+(?:\s|$|[-–—/]|[kKmMbB]\b)/.test(tex) && !OPERATOR.test(tex);
  if (end >= text.length) return /^\d/.test(tex) ? null : undefined;
  // No formula ends with an operator, or at the front of a number or a word.
  if (/[\s/\-+=(:,&|]$/.test(tex) || /[\d$]/.test(text[end + 1] ?? '')) return null;
  return isMoney && /[^\d.,]/.test(tex) ? null : { tex, end: end + 1, isBlock: false };
}
