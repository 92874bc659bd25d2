// What one message looks like.

import { copy } from './copy.js';
import { h, icon, iconButton } from './dom.js';
import { GrowingText } from './markdown/growing.js';
import { Reasoning } from './reasoning.js';

/** A question is shown as it was typed. */
export const question = (content) => h('article', { class: 'message question' },
  h('h2', { class: 'hidden-visually' }, 'You'),
  h('div', { class: 'bubble', dir: 'auto' }, content));

const ENDINGS = {
  length: 'The answer ends here because it reached its limit.',
  content_filter: 'The model\u2019s server stopped this answer because of its content.',
  cancelled: 'Stopped.',
  interrupted: 'The server stopped in the middle of this answer.',
};

/** An answer, from its first token to its end. */
export class Answer {
  #body = h('div', { class: 'markdown' });
  #wait = h('div', { class: 'waiting', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  #note = h('p', { class: 'note', hidden: true });
  #actions = h('div', { class: 'actions', hidden: true });
  #text = new GrowingText(this.#body);
  #reasoning = new Reasoning();

  element = h('article', { class: 'message answer' },
    h('h2', { class: 'hidden-visually' }, 'samosaChaat'),
    h('div', { class: 'avatar', 'aria-hidden': 'true' }, icon('samosa')),
    h('div', { class: 'said' }, this.#reasoning.element, this.#body, this.#wait, this.#note, this.#actions));

  /** The message as it is stored; null until it is. */
  message = null;

  get text() {
    return this.#text.text;
  }

  /** It is being written. */
  begin() {
    this.element.setAttribute('aria-busy', 'true');
    this.element.classList.add('writing');
  }

  /** The model thinks, before or in the middle of its answer. */
  think(piece) {
    this.note('');
    this.#reasoning.append(piece);
  }

  append(token) {
    this.#wait.hidden = true;
    this.#reasoning.end();
    this.note('');
    this.#text.append(token);
  }

  clear() {
    this.#wait.hidden = false;
    this.#reasoning.clear();
    this.#text.set('');
  }

  note(text) {
    this.#note.textContent = text;
    this.#note.hidden = !text;
  }

  /** It has ended; `again` regenerates it. */
  finish(message, reason, again) {
    this.#end();
    this.message = message;
    if (message.reasoning !== undefined) this.#reasoning.set(message.reasoning);
    this.#text.set(message.content);
    this.note(ENDINGS[reason] ?? (message.content ? '' : 'The model returned an empty answer.'));
    const copied = iconButton('copy', 'Copy the answer', async () => {
      if (await copy(message.content)) copied.replaceChildren(icon('check'));
      setTimeout(() => copied.replaceChildren(icon('copy')), 2000);
    });
    const repeat = iconButton('again', 'Answer again', again);
    repeat.classList.add('again');
    this.#actions.replaceChildren(copied, repeat, h('span', { class: 'by' }, message.model_tag));
    this.#actions.hidden = false;
  }

  /** It has failed; what was written of it stays. */
  fail(text, retry) {
    this.#end();
    this.#text.set(this.text);
    this.note('');
    this.element.querySelector('.failure')?.remove();
    this.#note.before(h('div', { class: 'failure', role: 'alert' }, icon('alert'), h('p', {}, text),
      retry ? h('button', { type: 'button', onclick: retry }, 'Try again') : null));
  }

  #end() {
    this.#reasoning.end();
    this.#wait.hidden = true;
    this.element.removeAttribute('aria-busy');
    this.element.classList.remove('writing');
  }
}
