// Addresses that are links by themselves: CommonMark's in angle brackets, and GFM's without.

const WITH_SCHEME = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*)>/iy;
const MAIL = /<([a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*)>/iy;
const DOMAIN = /[a-z0-9_-]+(?:\.[a-z0-9_-]+)*/iy;

/** The address in angle brackets that begins here. */
export function addressInAngles(text, at) {
  for (const [kind, scheme] of [[WITH_SCHEME, ''], [MAIL, 'mailto:']]) {
    kind.lastIndex = at;
    const match = kind.exec(text);
    if (match) return { target: scheme + match[1], text: match[1], end: at + match[0].length };
  }
  return null;
}

/** The address whose first mark is here; of a mail address it is the `@`, and what comes before it is taken from the last text. */
export function bareAddress(text, at, mark, last) {
  if (mark === '@') return mail(text, at, last);
  if (/[\p{L}\p{N}_/.]/u.test(text[at - 1] ?? '')) return null;
  const from = at + (mark.toLowerCase() === 'www.' ? 0 : mark.length);
  DOMAIN.lastIndex = from;
  const domain = DOMAIN.exec(text)?.[0];
  const isLocal = from > at && /^localhost$/i.test(domain ?? '');
  if (!domain || !(isLocal || domain.includes('.')) || /_[^.]*(?:\.[^.]*)?$/.test(domain)) return null;
  let end = from;
  while (end < text.length && !/[\s<`]/.test(text[end])) end++;
  end = at + withoutEnd(text.slice(at, end)).length;
  const address = text.slice(at, end);
  return { target: from > at ? address : `http://${address}`, text: address, end };
}

/** The marks that end a sentence, or what the address stands in, are no part of it. */
function withoutEnd(address) {
  let surplus = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0; end--) {
    if (address[end - 1] === ')' && surplus > 0) surplus--;
    else if (!/[?!.,:;*_~'"|\]$]/.test(address[end - 1])) break;
  }
  return address.slice(0, end).replace(/&[a-z0-9]{1,32}$/i, (reference) => (address[end] === ';' ? '' : reference));
}

function mail(text, at, last) {
  if (!(last instanceof Text)) return null;
  const name = /[a-z0-9.+_-]{1,64}$/i.exec(last.data.slice(-64))?.[0];
  DOMAIN.lastIndex = at + 1;
  const domain = DOMAIN.exec(text)?.[0];
  if (!name || !domain?.includes('.') || /[-_]$/.test(domain)) return null;
  last.data = last.data.slice(0, -name.length);
  return { target: `mailto:${name}@${domain}`, text: `${name}@${domain}`, end: at + 1 + domain.length };
}
