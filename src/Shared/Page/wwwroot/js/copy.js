import { h } from './dom.js';

/** Puts text on the clipboard; false if the browser does not let us. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  // The old way, for a page that comes over plain http.
  const area = h('textarea', { class: 'hidden-visually', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}
