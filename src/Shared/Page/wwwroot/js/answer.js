import { copyButton, facts } from './actions.js';
import { h, icon, iconButton } from './dom.js';
import { noteOf } from './endings.js';
import { GrowingText } from './markdown/growing.js';
import { Reasoning } from './reasoning.js';
import { t } from './text.js';
import { versions } from './versions.js';

/** An answer, from its first token to its end. */
export class Answer {
  #does;
  #again = null;
  #failure = null;
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

  /** @param does { again, select }: has the question answered once more, and shows a version */
  constructor(does) {
    this.#does = does;
  }

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

  /** It has ended and is stored. */
  finish(message, reason) {
    this.#end();
    this.message = { ...message, finish_reason: reason };
    if (message.reasoning !== undefined) this.#reasoning.set(message.reasoning);
    this.#text.set(message.content);
    this.note(noteOf(reason, message));
    this.#again = iconButton('again', t('Answer again'), this.#does.again);
    this.#again.classList.add('when-idle');
    this.#actions.replaceChildren(copyButton(t('Copy the answer'), message.content), this.#again,
      ...versions(message, this.#does.select), h('span', { class: 'by' }, message.model_tag), facts(message));
    this.#actions.hidden = false;
  }

  /** It has failed; what was written of it stays. To try again is then the one way to another answer. */
  fail(text, retry) {
    this.recover();
    this.#end();
    this.#text.set(this.text);
    if (!this.message) this.note('');
    this.#failure = h('div', { class: 'failure', role: 'alert' }, icon('alert'), h('p', {}, text),
      h('button', { type: 'button', class: 'when-idle', onclick: retry }, t('Try again')));
    this.#note.before(this.#failure);
    if (this.#again) this.#again.hidden = true;
  }

  /** Takes back that it has failed. */
  recover() {
    this.#failure?.remove();
    this.#failure = null;
    if (this.#again) this.#again.hidden = false;
  }

  #end() {
    this.#reasoning.end();
    this.#wait.hidden = true;
    this.element.removeAttribute('aria-busy');
    this.element.classList.remove('writing');
  }
}
