import { fill, h } from '../dom.js';

const ALLOWED = ['http:', 'https:', 'mailto:'];

/** A link to a place that cannot run anything here; any other target is shown as text. */
export function link(target, content, title) {
  const address = encoded(target);
  const isAllowed = URL.canParse(address) && ALLOWED.includes(new URL(address).protocol);
  const element = isAllowed ? h('a', { href: address, title, target: '_blank', rel: 'noopener noreferrer nofollow' }) : h('span');
  fill(element, content.length > 0 || !isAllowed ? content : [target]);
  // An address or an image inside of it has become a link of its own already.
  for (const inner of element.querySelectorAll('a')) inner.replaceWith(...inner.childNodes);
  if (!isAllowed && target && element.textContent !== target) element.append(` (${target})`);
  return element;
}

function encoded(target) {
  try {
    return encodeURI(target).replace(/%25(?=[0-9a-f]{2})/gi, '%');
  } catch {
    // Half a character.
    return '';
  }
}
