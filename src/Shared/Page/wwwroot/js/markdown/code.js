import { copy } from '../copy.js';
import { h } from '../dom.js';

/** A block of code with its language, and a button to copy it once it is all there. */
export function codeBlock({ language, text }, isWhole) {
  const button = h('button', { type: 'button', class: 'copy-code', onclick: copyCode }, 'Copy');
  return h('figure', { class: 'code', dir: 'ltr' },
    h('figcaption', {}, h('span', {}, language || 'code'), isWhole ? button : null),
    h('pre', { tabindex: 0, 'aria-label': `${language} code`.trim() }, h('code', {}, text)));

  async function copyCode() {
    button.textContent = await copy(text) ? 'Copied' : 'Copying failed';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  }
}
