import { copy } from '../copy.js';
import { h } from '../dom.js';
import { t } from '../text.js';
import { highlight } from './highlight.js';

/** A block of code with its language, and a button to copy it once it is all there. Its text may grow. */
export class CodeBlock {
  #language;
  #text = new Text('');
  #code = h('code', {}, this.#text);
  #caption;

  constructor(language) {
    this.#language = language;
    this.#caption = h('figcaption', {}, h('span', {}, language || t('code')));
    this.element = h('figure', { class: 'code', dir: 'ltr' }, this.#caption,
      h('pre', { tabindex: 0, role: 'group', 'aria-label': language ? t('{language} code', { language }) : t('code') }, this.#code));
  }

  show(text, isWhole) {
    // What stands there already stays, and so does a selection in it.
    if (text.startsWith(this.#text.data)) this.#text.appendData(text.slice(this.#text.length));
    else this.#text.data = text;
    if (!isWhole) return;
    if (this.#caption.children.length === 1) this.#caption.append(copyButton(text));
    highlight(this.#code, text, this.#language);
  }
}

function copyButton(text) {
  const button = h('button', { type: 'button', class: 'copy-code', onclick: copyCode }, t('Copy'));
  return button;

  async function copyCode() {
    button.textContent = await copy(text) ? t('Copied') : t('Copying failed');
    setTimeout(() => { button.textContent = t('Copy'); }, 2000);
  }
}
