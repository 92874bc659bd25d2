import { fill, h } from '../dom.js';

const ALLOWED = ['http:', 'https:', 'mailto:'];

/** A link to a place that cannot run anything here; any other target is shown as text. */
export function link(target, content = [target]) {
  const isAllowed = URL.canParse(target) && ALLOWED.includes(new URL(target).protocol);
  const element = isAllowed ? h('a', { href: target, target: '_blank', rel: 'noopener noreferrer nofollow' }) : h('span');
  fill(element, content.length > 0 ? content : [target]);
  // A bare address inside of it has become a link of its own already.
  for (const inner of element.querySelectorAll('a')) inner.replaceWith(...inner.childNodes);
  if (!isAllowed && target) element.append(` (${target})`);
  return element;
}
