import { copyButton, facts } from './actions.js';
import { h, iconButton } from './dom.js';
import { editor } from './editor.js';
import { t } from './text.js';
import { versions } from './versions.js';

/** A question. It is shown as it was typed. */
export class Question {
  #content;
  #does;
  #bubble;
  #actions;
  #pen = iconButton('pen', t('Edit the question'), () => this.edit(this.#content));

  element;

  /** @param does { edit, select }: what is done with a changed text, and with a version */
  constructor(content, does) {
    [this.#content, this.#does] = [content, does];
    this.#pen.classList.add('when-idle');
    this.#bubble = h('div', { class: 'bubble', dir: 'auto' }, content);
    this.#actions = h('div', { class: 'actions' }, copyButton(t('Copy the question'), content));
    this.element = h('article', { class: 'message question' }, h('h2', { class: 'hidden-visually' }, t('You')), this.#bubble, this.#actions);
  }

  /** Shows what the server knows of it. */
  show(message) {
    this.#actions.replaceChildren(
      facts(message), copyButton(t('Copy the question'), this.#content), this.#pen, ...versions(message, this.#does.select));
  }

  /** Offers a text in its place, to be changed and sent. */
  edit(text) {
    const { element, begin } = editor(text, { send: this.#does.edit, cancel: () => this.#leave(element) });
    this.#bubble.replaceWith(element);
    this.#actions.hidden = true;
    begin();
  }

  #leave(box) {
    box.replaceWith(this.#bubble);
    this.#actions.hidden = false;
    this.#pen.focus();
  }
}
