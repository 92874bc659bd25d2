import { h } from './dom.js';
import { t } from './text.js';

/** What a model thought before it answered. It is folded, and shown as it was written. */
export class Reasoning {
  #title = h('summary', {}, t('Thinking…'));
  #text = h('div', { class: 'thoughts', dir: 'auto' });
  #began = 0;

  element = h('details', { class: 'reasoning', hidden: true }, this.#title, this.#text);

  /** Shows another piece while the model thinks. */
  append(piece) {
    if (this.element.hidden) this.#began = performance.now();
    this.element.hidden = false;
    this.#text.append(piece);
  }

  /** The model has begun its answer, or has ended. */
  end() {
    if (!this.#began) return;
    const seconds = Math.max(1, Math.round((performance.now() - this.#began) / 1000));
    this.#title.textContent = t('Thought for {n} s', { n: seconds });
    this.#began = 0;
  }

  /** Shows reasoning that is stored. How long it took is not. */
  set(text) {
    this.#text.textContent = text;
    this.#title.textContent = t('Reasoning');
    this.element.hidden = !text;
  }

  clear() {
    this.#text.textContent = '';
    this.#title.textContent = t('Thinking…');
    this.#began = 0;
    this.element.hidden = true;
  }
}
